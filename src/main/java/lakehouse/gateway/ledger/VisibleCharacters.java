package lakehouse.gateway.ledger;

/** The characters that people see where they stand. */
final class VisibleCharacters {
    private VisibleCharacters() {}

    /** Not so: control and format characters (the bidirectional marks and all of no width), and every blank but one. */
    static boolean has(int letter) {
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
}
