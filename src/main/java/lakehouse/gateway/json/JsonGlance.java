package lakehouse.gateway.json;

/**
 * Sees in one pass over the bytes, without a copy of them, that a text is plainly one JSON object in UTF-8. What it does not
 * know to be good, such as a number of many digits, is for {@link JsonSyntax} to judge, which also words what is wrong.
 */
final class JsonGlance {
    /** No value of a byte. */
    private static final int END = 0x100;

    private final byte[] bytes;
    private int at;

    private JsonGlance(byte[] bytes) {
        this.bytes = bytes;
    }

    static boolean seesAnObject(byte[] utf8) {
        JsonGlance glance = new JsonGlance(utf8);
        return glance.next() == '{' && glance.object(1) && glance.next() == END;
    }

    /** The next byte that is no white space, which is stepped over. */
    private int next() {
        while (at < bytes.length) {
            int seen = bytes[at++];
            if (seen != ' ' && seen != '\n' && seen != '\r' && seen != '\t') {
                return seen;
            }
        }
        return END;
    }

    private boolean object(int depth) {
        int seen = next();
        if (seen == '}') {
            return true;
        }
        while (seen == '"' && string() && next() == ':' && value(next(), depth)) {
            seen = next();
            if (seen == '}') {
                return true;
            }
            seen = seen == ',' ? next() : END;
        }
        return false;
    }

    private boolean array(int depth) {
        int seen = next();
        if (seen == ']') {
            return true;
        }
        while (value(seen, depth)) {
            seen = next();
            if (seen == ']') {
                return true;
            }
            seen = seen == ',' ? next() : END;
        }
        return false;
    }

    private boolean value(int first, int depth) {
        return switch (first) {
            case '"' -> string();
            case '{' -> depth < JsonSyntax.MAX_DEPTH && object(depth + 1);
            case '[' -> depth < JsonSyntax.MAX_DEPTH && array(depth + 1);
            case 't' -> rest("rue");
            case 'f' -> rest("alse");
            case 'n' -> rest("ull");
            default -> number(first);
        };
    }

    private boolean rest(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at == bytes.length || bytes[at++] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whole numbers and plain fractions, which nearly all are. */
    private boolean number(int first) {
        int start = at - 1;
        int digit = first == '-' && at < bytes.length ? bytes[at++] : first;
        if (digit < '0' || digit > '9' || (digit == '0' && isDigit())) {
            return false;
        }
        digits();
        if (at < bytes.length && bytes[at] == '.') {
            at++;
            if (!isDigit()) {
                return false;
            }
            digits();
        }
        boolean plain = at == bytes.length || (bytes[at] != 'e' && bytes[at] != 'E');
        return plain && at - start <= JsonSyntax.HARMLESS_NUMBER;
    }

    private void digits() {
        while (isDigit()) {
            at++;
        }
    }

    private boolean isDigit() {
        return at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9';
    }

    private boolean string() {
        while (at < bytes.length) {
            int seen = bytes[at++];
            if (seen == '"') {
                return true;
            }
            if (seen == '\\' ? !escape() : seen < 0 ? !longCharacter(seen & 0xff) : seen < ' ') {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        if (at == bytes.length) {
            return false;
        }
        int seen = bytes[at++];
        if (seen != 'u') {
            return "\"\\/bfnrt".indexOf(seen) >= 0;
        }
        for (int i = 0; i < 4; i++) {
            if (at == bytes.length || Character.digit(bytes[at++], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A character of two to four bytes, in the only form that Unicode allows (table 3-7 of its chapter 3). */
    private boolean longCharacter(int first) {
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if (first < 0xc2 || first > 0xf4 || at + more > bytes.length) {
            return false;
        }
        int second = bytes[at] & 0xff;
        boolean wellFormed = switch (first) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
        for (int i = 0; i < more; i++) {
            wellFormed &= (bytes[at++] & 0xc0) == 0x80;
        }
        return wellFormed;
    }
}
