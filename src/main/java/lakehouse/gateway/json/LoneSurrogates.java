package lakehouse.gateway.json;

/**
 * Halves of a character in JSON text. A vendor that cuts its answer between the two halves of an emoji writes each of them as an
 * escape in an event of its own. Read and written again they stand in the text as they are, and UTF-8 has no bytes for them.
 */
public final class LoneSurrogates {
    private LoneSurrogates() {}

    /** The text with each half escaped; itself when there is none, as nearly always. */
    public static String escaped(String json) {
        int at = next(json, 0);
        if (at < 0) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        int from = 0;
        for (; at >= 0; at = next(json, from)) {
            escaped.append(json, from, at).append(String.format("\\u%04x", (int) json.charAt(at)));
            from = at + 1;
        }
        return escaped.append(json, from, json.length()).toString();
    }

    private static int next(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char seen = text.charAt(at);
            if (!Character.isSurrogate(seen)) {
                at++;
            } else if (Character.isHighSurrogate(seen)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))) {
                at += 2;
            } else {
                return at;
            }
        }
        return -1;
    }
}
