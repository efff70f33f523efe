package lakehouse.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares edits of bytes to the same edits of JSON-P trees, over random documents. A seed makes a case come again. */
class JsonDocumentRandomTest {
    private static final List<String> NAMES = List.of("a", "model", "b c", "é", "😀", "q\"q", "", "back\\slash");
    private static final List<String> NUMBERS =
            List.of("0", "-0", "2.50", "1E5", "1e-7", "-12.0", "123456789012345678901234567890", "0.1000");

    private Random random = new Random(0);

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void editsAsATreeWouldAndKeepsTheRestToTheLetter(int seed) throws MalformedJsonException {
        random = new Random(seed);
        Map<String, String> pairs = new LinkedHashMap<>();
        String text = object(pairs);
        JsonDocument document = JsonDocument.parse(text);
        Map<String, JsonValue> expected = new LinkedHashMap<>(JsonSyntax.object(text));
        assertThat(document.tree()).isEqualTo(expected);

        JsonEdits edits = new JsonEdits();
        for (String name : NAMES) {
            int choice = random.nextInt(4);
            if (choice == 0) {
                edits.remove(name);
                expected.remove(name);
                pairs.remove(name);
            } else if (choice == 1) {
                JsonValue value = JsonSyntax.value(value(2));
                edits.set(name, value);
                expected.put(name, value);
                pairs.remove(name);
            }
        }
        JsonDocument edited = document.edited(edits);

        JsonObject tree = JsonSyntax.object(edited.text());
        assertThat(tree).isEqualTo(expected);
        expected.forEach((name, value) -> assertThat(edited.value(name)).isEqualTo(value));
        assertThat(pairs.values()).allSatisfy(pair -> assertThat(edited.text()).contains(pair));
        assertThat(document.text()).isEqualTo(text);
    }

    /** @param pairs takes the last pair of each name as it is written */
    private String object(Map<String, String> pairs) {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            String pair = string(name) + space() + ":" + space() + value(3);
            pairs.put(name, pair);
            members.add(space() + pair + space());
        }
        return space() + "{" + (members.isEmpty() ? space() : String.join(",", members)) + "}" + space();
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> "true";
            case 1 -> "null";
            case 2 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 3 -> string("text: { } [ ] , \" \\ \n é 😀 \u0001");
            case 4 -> string("");
            case 5 -> "[" + space() + value(depth - 1) + "," + value(depth - 1) + space() + "]";
            default -> "{" + string("x") + ":" + value(depth - 1) + "," + string("x}") + ":" + value(depth - 1) + "}";
        };
    }

    /** The text as a JSON string, each character escaped or not as the dice fall where both are allowed. */
    private String string(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || random.nextInt(4) == 0) {
                out.append(String.format("\\u%04x", (int) c));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return wellFormed(out.append('"').toString(), text);
    }

    /** Half a surrogate pair cannot be encoded by itself, so a pair is escaped as a whole or not at all. */
    private static String wellFormed(String candidate, String text) {
        boolean halves =
                candidate.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return halves ? Json.createValue(text).toString() : candidate;
    }

    private String space() {
        return List.of("", "", " ", "\n", "\t \r\n").get(random.nextInt(5));
    }
}
