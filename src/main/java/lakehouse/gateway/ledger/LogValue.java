package lakehouse.gateway.ledger;

/**
 * Values as they stand in a log line. What comes from outside can neither end its field nor begin another one, nor change
 * how the line looks: such a value is quoted, and what cannot be seen is written as JSON would.
 */
final class LogValue {
    /** The longest value. A message may quote a provider's whole page of HTML. */
    private static final int LONGEST = 1_000;

    private LogValue() {}

    /** The value as it is where nobody can mistake it, else quoted. */
    static String of(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(LogValue::isPlain)
                ? text
                : quoted(text);
    }

    /** The value in quotes. */
    static String quoted(String text) {
        StringBuilder value = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length() && i < LONGEST; ) {
            int letter = text.codePointAt(i);
            if (letter == '"' || letter == '\\') {
                value.append('\\').append((char) letter);
            } else if (isVisible(letter)) {
                value.appendCodePoint(letter);
            } else {
                escape(value, letter);
            }
            i += Character.charCount(letter);
        }
        return value.append(text.length() > LONGEST ? "...\"" : "\"").toString();
    }

    private static boolean isPlain(int letter) {
        return letter > ' ' && letter < 0x7f && letter != '=' && letter != '"' && letter != '\\' && letter != '\'';
    }

    /** Not so: control and format characters (the bidirectional marks and all of no width), and every blank but one. */
    private static boolean isVisible(int letter) {
        return letter == ' '
                || switch (Character.getType(letter)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    // Blank to the eye, though Unicode calls them letters and marks.
                    default ->
                        letter != 0x034f
                                && letter != 0x115f
                                && letter != 0x1160
                                && letter != 0x17b4
                                && letter != 0x17b5
                                && letter != 0x3164
                                && letter != 0xffa0
                                && !(letter >= 0xfe00 && letter <= 0xfe0f)
                                && !(letter >= 0xe0100 && letter <= 0xe01ef);
                };
    }

    private static void escape(StringBuilder value, int letter) {
        for (char unit : Character.toChars(letter)) {
            value.append(String.format("\\u%04x", (int) unit));
        }
    }
}
