package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * What a model thought before a turn, in the words of the common form.
 *
 * @param text the readable part; empty when there is none
 * @param details the vendor's {@code reasoning_details}, signatures and encrypted parts included; null when there are none
 * @param field the field in which the text came
 */
public record Reasoning(String text, @Nullable JsonArray details, String field) {
    /** The gateway's own name of the readable part, on every dialect. */
    public static final String CONTENT = "reasoning_content";

    /** The other name of it. */
    public static final String PLAIN = "reasoning";

    /** The vendor's structured form of it. */
    public static final String DETAILS = "reasoning_details";

    /** No reasoning. */
    public static final Reasoning NONE = new Reasoning("", null, CONTENT);

    private static final List<String> ALL = List.of(CONTENT, PLAIN, DETAILS);

    /** Reads it from a message or a delta. */
    public static Reasoning of(JsonObject message) {
        JsonArray details = message.get(DETAILS) instanceof JsonArray array && !array.isEmpty() ? array : null;
        String content = JsonParts.textOf(message, CONTENT);
        if (!content.isEmpty()) {
            return new Reasoning(content, details, CONTENT);
        }
        String plain = JsonParts.textOf(message, PLAIN);
        if (!plain.isEmpty()) {
            return new Reasoning(plain, details, PLAIN);
        }
        return details == null ? NONE : new Reasoning(text(details), details, DETAILS);
    }

    private static String text(JsonArray details) {
        StringBuilder text = new StringBuilder();
        for (JsonObject detail : JsonParts.objects(details)) {
            text.append(JsonParts.textOf(detail, "text")).append(JsonParts.textOf(detail, "summary"));
        }
        return text.toString();
    }

    /** Whether there is nothing of it. */
    public boolean isEmpty() {
        return text.isEmpty() && details == null;
    }

    /** A message without any of its fields. */
    public static JsonObject removedFrom(JsonObject message) {
        return JsonParts.without(message, ALL);
    }

    /** Bytes it takes in memory, roughly. */
    long size() {
        return 2L * text.length()
                + (details == null ? 0 : 4L * details.toString().length());
    }
}
