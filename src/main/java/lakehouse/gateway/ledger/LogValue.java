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
            } else if (VisibleCharacters.has(letter)) {
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

    private static void escape(StringBuilder value, int letter) {
        for (char unit : Character.toChars(letter)) {
            value.append(String.format("\\u%04x", (int) unit));
        }
    }
}
