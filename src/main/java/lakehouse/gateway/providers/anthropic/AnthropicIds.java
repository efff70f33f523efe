package lakehouse.gateway.providers.anthropic;

import java.util.Set;

/** Ids and names as the API accepts them. The same one of the same conversation comes out the same, so caches still hit. */
final class AnthropicIds {
    private static final String MADE_UP = "call";

    private AnthropicIds() {}

    /** An id of a call that is not among those taken, and takes it. */
    static String fresh(String id, Set<String> taken) {
        String valid = id.isEmpty() ? MADE_UP : valid(id, Integer.MAX_VALUE, "");
        return unique(valid, Integer.MAX_VALUE, taken);
    }

    /** The text with {@code _} for characters that are no letter, digit, {@code _}, {@code -} or one of some more. */
    static String valid(String text, int length, String more) {
        StringBuilder valid = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), length); i++) {
            char character = text.charAt(i);
            valid.append(isPlain(character) || more.indexOf(character) >= 0 ? character : '_');
        }
        return valid.toString();
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '-';
    }

    /** The text, with a number where it is taken already; takes it. */
    static String unique(String text, int length, Set<String> taken) {
        String unique = text;
        for (int number = 2; !taken.add(unique); number++) {
            String ending = "_" + number;
            unique = text.substring(0, Math.min(text.length(), length - ending.length())) + ending;
        }
        return unique;
    }
}
