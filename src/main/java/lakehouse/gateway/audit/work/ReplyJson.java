package lakehouse.gateway.audit.work;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** Finds the list of findings in a text that may hold more: a code fence, thoughts before it, a word after it. */
final class ReplyJson {
    /** Opening brackets tried. Without a limit a text of brackets alone would take the square of its length. */
    private static final int MAX_TRIES = 200;

    private ReplyJson() {}

    static JsonArray findings(String text) throws InvalidReplyException {
        String error = "It holds no JSON object.";
        try {
            JsonArray whole = findings(JsonSyntax.value(text.strip()), true);
            if (whole != null) {
                return whole;
            }
            error = "The JSON has no list \"findings\".";
        } catch (MalformedJsonException e) {
            error = text.indexOf('{') < 0 ? error : String.valueOf(e.getMessage());
        }
        JsonArray last = lastInside(text);
        if (last == null) {
            throw new InvalidReplyException(error);
        }
        return last;
    }

    /** The last one counts: what stands before it may be an example or a draft. */
    private static @Nullable JsonArray lastInside(String text) {
        JsonArray last = null;
        int tries = 0;
        for (int at = opening(text, 0); at >= 0 && tries < MAX_TRIES; tries++) {
            int end = end(text, at);
            JsonArray found = end < 0 ? null : parse(text.substring(at, end));
            last = found == null ? last : found;
            at = opening(text, found == null ? at + 1 : end);
        }
        return last;
    }

    private static int opening(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '[') {
                return i;
            }
        }
        return -1;
    }

    /** After the bracket that closes the one at {@code start}; -1 when none does. */
    private static int end(String text, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                i += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private static @Nullable JsonArray parse(String text) {
        try {
            return findings(JsonSyntax.value(text), false);
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    /** @param alone whether the value is all that was said, so that a bare or empty list is meant as one of findings */
    private static @Nullable JsonArray findings(JsonValue value, boolean alone) {
        if (value instanceof JsonObject object && object.get("findings") instanceof JsonArray list) {
            return list;
        }
        boolean bare = value instanceof JsonArray list
                && (alone || !list.isEmpty())
                && list.stream().allMatch(item -> item instanceof JsonObject object && object.containsKey("quote"));
        return bare ? value.asJsonArray() : null;
    }
}
