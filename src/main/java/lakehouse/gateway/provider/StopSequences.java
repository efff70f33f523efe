package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.json.JsonDocument;
import org.jspecify.annotations.Nullable;

/** The caller's stop sequences. An empty one ends nothing, and some vendors refuse it or stop at once. */
public final class StopSequences {
    private StopSequences() {}

    /** Each of them once, empty ones left out. */
    public static List<String> of(JsonDocument body) {
        return of(body.value("stop"));
    }

    /** As {@link #of(JsonDocument)}, of the field itself. */
    public static List<String> of(@Nullable JsonValue stop) {
        Set<String> texts = new LinkedHashSet<>();
        if (stop instanceof JsonString one) {
            texts.add(one.getString());
        } else if (stop instanceof JsonArray several) {
            for (JsonValue value : several) {
                if (value instanceof JsonString text) {
                    texts.add(text.getString());
                }
            }
        }
        texts.remove("");
        return List.copyOf(texts);
    }

    /** Whether a field says these sequences and nothing else. */
    public static boolean areExactly(List<String> sequences, @Nullable JsonValue stop) {
        return stop instanceof JsonString
                ? sequences.size() == 1
                : stop instanceof JsonArray list && list.size() == sequences.size();
    }
}
