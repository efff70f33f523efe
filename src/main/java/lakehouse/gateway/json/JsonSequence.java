package lakehouse.gateway.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several JSON documents in one text, which some vendors put into one event of a stream. */
public final class JsonSequence {
    private final String text;
    private int at;

    private JsonSequence(String text) {
        this.text = text;
    }

    /**
     * The documents, and what else stands between them, each by itself. Whether a part is JSON is for its reader to judge.
     *
     * @return in order, without white space around them
     */
    public static List<String> parts(String text) {
        JsonSequence sequence = new JsonSequence(text);
        List<String> parts = new ArrayList<>();
        for (String part = sequence.next(); part != null; part = sequence.next()) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private @Nullable String next() {
        if (at >= text.length()) {
            return null;
        }
        int start = at;
        if (text.charAt(at) != '{') {
            int object = text.indexOf('{', at);
            at = object < 0 ? text.length() : object;
        } else {
            skipObject();
        }
        return text.substring(start, at);
    }

    private void skipObject() {
        int depth = 0;
        do {
            switch (text.charAt(at++)) {
                case '"' -> skipString();
                case '{' -> depth++;
                case '}' -> depth--;
                default -> {}
            }
        } while (depth > 0 && at < text.length());
    }

    private void skipString() {
        while (at < text.length()) {
            char seen = text.charAt(at++);
            if (seen == '"') {
                return;
            }
            at += seen == '\\' ? 1 : 0;
        }
        at = Math.min(at, text.length());
    }
}
