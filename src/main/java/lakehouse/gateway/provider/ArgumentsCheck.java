package lakehouse.gateway.provider;

/**
 * Whether the arguments of a tool call are cut. They come in pieces, so each piece is looked at once: brackets are counted,
 * strings stepped over. What does not begin as an object or a list is the tool's own language and never cut. For one thread.
 */
public final class ArgumentsCheck {
    private boolean begun;
    private boolean structured;
    private boolean inString;
    private boolean escaped;
    private int depth;

    /** Whether a text is cut. */
    public static boolean isCut(String arguments) {
        ArgumentsCheck check = new ArgumentsCheck();
        check.add(arguments);
        return check.isCut();
    }

    /** Looks at the next piece. */
    public void add(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            add(piece.charAt(i));
        }
    }

    private void add(char seen) {
        if (!begun) {
            begun = seen > ' ';
            structured = seen == '{' || seen == '[';
        }
        if (!structured) {
            return;
        }
        if (!inString) {
            outside(seen);
        } else if (escaped) {
            escaped = false;
        } else {
            escaped = seen == '\\';
            inString = seen != '"';
        }
    }

    private void outside(char seen) {
        switch (seen) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {}
        }
    }

    /** Whether there is anything yet. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether they end before their end. */
    public boolean isCut() {
        return inString || depth > 0;
    }

    /** Whether they are there, to their end. */
    boolean isWhole() {
        return begun && !isCut();
    }
}
