package lakehouse.gateway.door;

import org.jspecify.annotations.Nullable;

/**
 * What a name from a caller may be. The gateway remembers, logs and echoes names, so each is short, and no part of one is
 * invisible to whoever reads it.
 */
public final class Names {
    /** The longest id of the providers' lists had 83 characters on 25 November 2026. */
    static final int LONGEST = 256;

    private static final int SHOWN = 40;

    private Names() {}

    /** What is wrong with a name, to be read after the name of its field; null when nothing is. */
    public static @Nullable String problem(String name) {
        if (name.length() > LONGEST) {
            return " is longer than " + LONGEST + " characters.";
        }
        for (int i = 0; i < name.length(); ) {
            int letter = name.codePointAt(i);
            if (isForbidden(letter)) {
                return String.format(
                        " holds the character U+%04X at position %d, which no name of a model or provider has.",
                        letter, i + 1);
            }
            i += Character.charCount(letter);
        }
        return null;
    }

    /** A name that may be anything, as an error message may hold it. */
    public static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().limit(SHOWN).forEach(letter -> shown.appendCodePoint(isForbidden(letter) ? '?' : letter));
        return name.codePointCount(0, name.length()) > SHOWN ? shown + "..." : shown.toString();
    }

    /** Control characters, separators of lines, and halves of a pair that have no other half. */
    private static boolean isForbidden(int letter) {
        int type = Character.getType(letter);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
