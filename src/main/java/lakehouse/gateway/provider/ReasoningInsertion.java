package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Adds {@code reasoning_content} to a chunk's text without writing the whole chunk anew. A vendor that names reasoning
 * otherwise does so in thousands of chunks of a stream.
 */
final class ReasoningInsertion {
    private static final String DELTA = "\"delta\":{";

    private ReasoningInsertion() {}

    /**
     * The text with what was added; null when the chunk needs another change too, none at all, or the place is not certain.
     *
     * @param text the chunk as it came
     * @param choice its only choice
     */
    static @Nullable String text(String text, JsonObject choice) {
        if (JsonParts.present(choice.get("finish_reason"))
                || !(choice.get("delta") instanceof JsonObject delta)
                || delta.containsKey(Reasoning.CONTENT)
                || delta.containsKey("tool_calls")
                || !(delta.get(Reasoning.PLAIN) instanceof JsonString plain)
                || plain.getString().isEmpty()) {
            return null;
        }
        // In valid JSON these characters are a key and its value, unless a backslash stands before them.
        int at = text.indexOf(DELTA);
        if (at < 1 || text.charAt(at - 1) == '\\' || text.indexOf(DELTA, at + 1) >= 0) {
            return null;
        }
        int inside = at + DELTA.length();
        return text.substring(0, inside) + "\"" + Reasoning.CONTENT + "\":" + plain + "," + text.substring(inside);
    }
}
