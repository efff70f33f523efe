package lakehouse.gateway.config;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds a secret in a text: whole or a part of it, plain or as JSON, addresses, HTML, base64 and hexadecimal write it. Takes
 * time in proportion to the text.
 */
final class SecretTraces {
    private static final String STARS = "***";

    /** A part of so many characters is masked; vendors rightly show the last four of a key. */
    private static final int PART = 12;

    private static final int SHORTEST_FORM = 8;
    private static final int FACTOR = 31;

    private final int part;
    private final int highest;
    private final List<String> forms;
    private final Set<Integer> hashes = new HashSet<>();

    SecretTraces(String value) {
        part = Math.min(PART, value.length());
        int power = 1;
        for (int i = 1; i < part; i++) {
            power *= FACTOR;
        }
        highest = power;
        forms = SecretForms.of(value).stream()
                .filter(form -> form.length() >= Math.max(part, SHORTEST_FORM) || form.equals(value))
                .toList();
        for (String form : forms) {
            for (int from = 0; from + part <= form.length(); from++) {
                hashes.add(form.substring(from, from + part).hashCode());
            }
        }
    }

    /** The text with stars in the place of each trace. */
    String redact(String text) {
        BitSet masked = new BitSet();
        mask(Plain.asItStands(text), masked);
        if (text.indexOf('\\') >= 0 || text.indexOf('%') >= 0 || text.indexOf('&') >= 0) {
            mask(Plain.resolved(text), masked);
        }
        return masked.isEmpty() ? text : starred(text, masked);
    }

    private void mask(Plain plain, BitSet masked) {
        int hash = 0;
        for (int end = 0; end < plain.length(); end++) {
            if (end >= part) {
                hash -= plain.charAt(end - part) * highest;
            }
            hash = hash * FACTOR + plain.charAt(end);
            int from = end - part + 1;
            if (from >= 0 && hashes.contains(hash) && isTrace(plain.text(from, end + 1))) {
                masked.set(plain.origin(from), plain.origin(end + 1));
            }
        }
    }

    private boolean isTrace(String found) {
        return forms.stream().anyMatch(form -> form.contains(found));
    }

    private static String starred(String text, BitSet masked) {
        StringBuilder shown = new StringBuilder(text.length());
        int from = 0;
        for (int start = masked.nextSetBit(0); start >= 0; start = masked.nextSetBit(from)) {
            shown.append(text, from, start).append(STARS);
            from = masked.nextClearBit(start);
        }
        return shown.append(text, from, text.length()).toString();
    }

    /** A text with its escapes resolved, and where each of its characters stood. */
    private static final class Plain {
        private static final int HEX = 16;

        private final char[] letters;
        private final int[] origins;
        private final int length;

        private Plain(char[] letters, int[] origins, int length) {
            this.letters = letters;
            this.origins = origins;
            this.length = length;
        }

        static Plain asItStands(String text) {
            int[] origins = new int[text.length() + 1];
            Arrays.setAll(origins, at -> at);
            return new Plain(text.toCharArray(), origins, text.length());
        }

        static Plain resolved(String text) {
            char[] letters = new char[text.length()];
            int[] origins = new int[text.length() + 1];
            int length = 0;
            for (int at = 0; at < text.length(); ) {
                origins[length] = at;
                int next = at + escape(text, at);
                letters[length++] = next == at + 1 ? text.charAt(at) : resolved(text, at, next);
                at = next;
            }
            origins[length] = text.length();
            return new Plain(letters, Arrays.copyOf(origins, length + 1), length);
        }

        int length() {
            return length;
        }

        char charAt(int index) {
            return letters[index];
        }

        String text(int from, int to) {
            return new String(letters, from, to - from);
        }

        int origin(int index) {
            return origins[index];
        }

        /** The characters that stand for the one at a place; 1 where it stands for itself. */
        private static int escape(String text, int at) {
            return switch (text.charAt(at)) {
                case '\\' -> backslash(text, at);
                case '%' -> isHex(text, at + 1, at + 3) ? 3 : 1;
                case '&' -> reference(text, at);
                default -> 1;
            };
        }

        private static int backslash(String text, int at) {
            if (text.startsWith("u", at + 1) && isHex(text, at + 2, at + 6)) {
                return 6;
            }
            return at + 1 < text.length() && "\"\\/".indexOf(text.charAt(at + 1)) >= 0 ? 2 : 1;
        }

        private static int reference(String text, int at) {
            int end = text.startsWith("#", at + 1) ? text.indexOf(';', at) : -1;
            int digits = text.startsWith("x", at + 2) || text.startsWith("X", at + 2) ? at + 3 : at + 2;
            return end > digits && end - digits <= 4 && isHex(text, digits, end) ? end + 1 - at : 1;
        }

        private static boolean isHex(String text, int from, int to) {
            return to <= text.length()
                    && text.substring(from, to).chars().allMatch(letter -> Character.digit(letter, HEX) >= 0);
        }

        private static char resolved(String text, int at, int next) {
            return switch (text.charAt(at)) {
                case '%' -> (char) Integer.parseInt(text, at + 1, next, HEX);
                case '&' -> entity(text.substring(at + 2, next - 1));
                default -> next == at + 2 ? text.charAt(at + 1) : (char) Integer.parseInt(text, at + 2, next, HEX);
            };
        }

        private static char entity(String digits) {
            boolean hex = digits.startsWith("x") || digits.startsWith("X");
            try {
                return (char) (hex ? Integer.parseInt(digits.substring(1), HEX) : Integer.parseInt(digits));
            } catch (NumberFormatException e) {
                return '?';
            }
        }
    }
}
