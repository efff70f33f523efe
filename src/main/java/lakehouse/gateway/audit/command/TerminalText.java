package lakehouse.gateway.audit.command;

/** Makes a text from outside safe to print: a terminal acts on control characters, and a reader is misled by hidden ones. */
final class TerminalText {
    private TerminalText() {}

    /** The text with every character that is not seen as itself written as its number. */
    static String of(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(String.format("\\u{%x}", c));
            }
        });
        return safe.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            // C0 and C1, marks of direction and of no width, ends of lines and paragraphs.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
