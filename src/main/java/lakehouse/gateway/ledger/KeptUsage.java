package lakehouse.gateway.ledger;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** A vendor's usage figures, as the ledger can keep them for a thousand calls: those of a vendor that sends a book are cut. */
final class KeptUsage {
    private static final int MOST = 8_000;
    private static final List<String> FIGURES = List.of("prompt_tokens", "completion_tokens", "total_tokens");

    private KeptUsage() {}

    static @Nullable JsonObject of(@Nullable JsonObject usage) {
        if (usage == null || left(usage, MOST) >= 0) {
            return usage;
        }
        JsonObjectBuilder kept = JsonParts.object();
        for (String name : FIGURES) {
            if (usage.get(name) instanceof JsonNumber number
                    && number.toString().length() < MOST / 100) {
                kept.add(name, number);
            }
        }
        return kept.build();
    }

    /** What is left of so many bytes, about; negative when it is not enough. */
    private static int left(JsonValue value, int bytes) {
        int left = bytes - 16;
        if (value instanceof JsonString text) {
            return left - text.getChars().length();
        }
        if (!(value instanceof JsonStructure)) {
            return left;
        }
        if (value instanceof JsonObject object) {
            for (String name : object.keySet()) {
                left -= name.length();
            }
        }
        Collection<JsonValue> parts = value instanceof JsonObject object ? object.values() : ((JsonArray) value);
        for (JsonValue part : parts) {
            if (left < 0) {
                return left;
            }
            left = left(part, left);
        }
        return left;
    }
}
