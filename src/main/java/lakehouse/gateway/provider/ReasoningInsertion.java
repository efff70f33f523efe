package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import org.jspecify.annotations.Nullable;

/**
 * Adds {@code reasoning_content} to a chunk's text without writing the whole chunk anew. A vendor that names reasoning
 * otherwise does so in thousands of chunks of a stream.
 */
final class ReasoningInsertion {
    private static final String DELTA = "\"delta\":{";

    private ReasoningInsertion() {}

    /**
     * The text with the reasoning under its common name; null when more than that has to change, or nothing, or when the place
     * is not certain.
     *
     * @param text the chunk as it came
     * @param choices its choices
     */
    static @Nullable String text(String text, JsonArray choices) {
        if (choices.size() != 1
                || !(choices.get(0) instanceof JsonObject choice)
                || !(choice.get("delta") instanceof JsonObject delta)
                || choice.get("finish_reason") instanceof JsonString
                || delta.containsKey("tool_calls")
                || delta.containsKey(Reasoning.CONTENT)) {
            return null;
        }
        JsonString reasoning = CommonForm.reasoning(delta);
        // In valid JSON these characters are a key and its value, unless a backslash stands before them.
        int at = text.indexOf(DELTA);
        if (reasoning == null || at < 1 || text.charAt(at - 1) == '\\' || text.indexOf(DELTA, at + 1) >= 0) {
            return null;
        }
        int inside = at + DELTA.length();
        return text.substring(0, inside) + "\"" + Reasoning.CONTENT + "\":" + reasoning + "," + text.substring(inside);
    }
}
