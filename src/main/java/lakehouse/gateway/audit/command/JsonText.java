package lakehouse.gateway.audit.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The little JSON that the command needs. It runs on a bare JDK, and what it reads are the gateway's own progress figures,
 * which hold no text from outside.
 */
final class JsonText {
    private JsonText() {}

    /** A text as a JSON string. */
    static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || (Character.isSurrogate(c) && !isPaired(text, i))) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** A whole number among the members; 0 when it is not there. */
    static long number(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":(\\d{1,18})").matcher(json);
        return member.find() ? Long.parseLong(member.group(1)) : 0;
    }

    /** A text among the members, with its escapes undone; null when it is not there. */
    static @Nullable String string(String json, String name) {
        Matcher member =
                Pattern.compile("\"" + name + "\":\"((?:[^\"\\\\]|\\\\.)*+)\"").matcher(json);
        return member.find()
                ? member.group(1).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\")
                : null;
    }
}
