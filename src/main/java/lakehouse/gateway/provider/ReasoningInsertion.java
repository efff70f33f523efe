package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds {@code reasoning_content} to a chunk's text without writing the whole chunk anew. A vendor that names reasoning
 * otherwise does so in thousands of chunks of a stream.
 */
final class ReasoningInsertion {
    private static final String DELTA = "\"delta\":{";

    private ReasoningInsertion() {}

    /**
     * The text with what was added; null when something else changed too, or when the place is not certain.
     *
     * @param text the chunk as it came
     * @param came its choices
     * @param wanted the same in the common form
     */
    static @Nullable String text(String text, JsonArray came, JsonArray wanted) {
        if (came.size() != 1
                || wanted.size() != 1
                || !(came.get(0) instanceof JsonObject before)
                || !(wanted.get(0) instanceof JsonObject after)
                || !(before.get("delta") instanceof JsonObject delta)
                || !(after.get("delta") instanceof JsonObject common)
                || !addsReasoningOnly(before, after, delta, common)) {
            return null;
        }
        // In valid JSON these characters are a key and its value, unless a backslash stands before them.
        int at = text.indexOf(DELTA);
        if (at < 1 || text.charAt(at - 1) == '\\' || text.indexOf(DELTA, at + 1) >= 0) {
            return null;
        }
        int inside = at + DELTA.length();
        return text.substring(0, inside) + "\"" + Reasoning.CONTENT + "\":" + common.get(Reasoning.CONTENT) + ","
                + text.substring(inside);
    }

    private static boolean addsReasoningOnly(JsonObject before, JsonObject after, JsonObject delta, JsonObject common) {
        return !delta.containsKey(Reasoning.CONTENT)
                && common.containsKey(Reasoning.CONTENT)
                && common.size() == delta.size() + 1
                && after.size() == before.size()
                && sameObjects(before, after, "delta")
                && sameObjects(delta, common, "");
    }

    /** Whether nothing but one member differs. What was not changed is the very same object. */
    private static boolean sameObjects(JsonObject before, JsonObject after, String but) {
        for (Map.Entry<String, JsonValue> member : before.entrySet()) {
            if (!member.getKey().equals(but) && after.get(member.getKey()) != member.getValue()) {
                return false;
            }
        }
        return true;
    }
}
