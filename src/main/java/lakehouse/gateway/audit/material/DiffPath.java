package lakehouse.gateway.audit.material;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path as diffs write it: after {@code a/} or {@code b/}, quoted like a C string when it has odd characters. */
final class DiffPath {
    private DiffPath() {}

    /**
     * The plain path.
     *
     * @param written what follows {@code ---}, {@code +++} or {@code rename from}
     * @param prefix {@code a/} or {@code b/}, taken away when it is there; empty for none
     * @return null for {@code /dev/null}
     */
    static @Nullable String of(String written, String prefix) {
        int tab = written.startsWith("\"") ? -1 : written.indexOf('\t');
        String text = unquote((tab < 0 ? written : written.substring(0, tab)).stripTrailing());
        if (text.equals("/dev/null")) {
            return null;
        }
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static String unquote(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 1;
        while (at < text.length() - 1) {
            char c = text.charAt(at);
            if (c != '\\') {
                int end = text.offsetByCodePoints(at, 1);
                bytes.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            } else if (text.substring(at + 1).matches("(?s)[0-3][0-7]{2}.*")) {
                bytes.write(Integer.parseInt(text.substring(at + 1, at + 4), 8));
                at += 4;
            } else {
                bytes.write(escaped(text.charAt(at + 1)));
                at += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'a' -> 7;
            case 'v' -> 11;
            default -> c;
        };
    }
}
