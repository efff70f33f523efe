package lakehouse.gateway.requests;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lakehouse.gateway.json.JsonParts;

/** Chance, by seed, and the marks that it hands out. */
final class Dice {
    private static final List<String> FLAVOURS = List.of(
            " says hello",
            " Grüezi, schöne Wörter",
            " 日本語と漢字",
            " 🦊🚲",
            "\nwith\tlines\r\nand \"quotes\" \\ and </tags>",
            " \u0001\u001f control",
            "   trailing blanks  \n",
            " e\u0301 \u200d\ufeff",
            " {\"a\":[1,2]}",
            "");

    private final Random random;
    private int marks;

    Dice(long seed) {
        random = new Random(seed);
        // Seeds that follow each other start alike.
        random.nextLong();
    }

    /** True once in so many throws. */
    boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    @SafeVarargs
    final <T> T one(T first, T... others) {
        int at = random.nextInt(others.length + 1);
        return at == 0 ? first : others[at - 1];
    }

    /** As many characters of the alphabet. */
    String word(String alphabet, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
                .reduce("", String::concat);
    }

    /** A word that was not used before in this request. */
    String mark() {
        return "said" + ++marks + "x";
    }

    /** A text with a mark. */
    String said() {
        return mark() + FLAVOURS.get(random.nextInt(FLAVOURS.size()));
    }

    /** As {@link #said()}, as it stands in JSON. */
    String quotedSaid() {
        return JsonParts.quoted(said());
    }

    /** A thought as it stands in JSON. */
    String quotedThought() {
        return JsonParts.quoted("thought" + ++marks + "x" + FLAVOURS.get(random.nextInt(FLAVOURS.size())));
    }

    /** A text of no words. */
    String blank() {
        return one("\"\"", "\" \"", "\"\\n\\n\"", "\"\\t \"", "\"\\u00a0\"");
    }
}
