package lakehouse.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":+1}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"line\nbreak\"}",
                "{\"a\":[1}",
                "{} {}",
                "{}x",
                "{\"a\":1} // comment"
            })
    void refusesWhatIsNotJsonAndSaysWhere(String text) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonDocument.parse(text))
                .withMessageMatching("The text is .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "1", "null", "[{\"a\":1}]"})
    void refusesJsonThatIsNoObject(String text) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonDocument.parse(text))
                .withMessage("The text is JSON, but not a JSON object.");
    }

    @Test
    void namesLineAndColumnWhereReadingStopped() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonDocument.parse("{\n  \"a\": 1,\n  \"b\": oops\n}"))
                .withMessageMatching(
                        "The text is not valid JSON: reading stopped at line 3, column \\d+ \\(offset \\d+\\)\\.");
    }

    @Test
    void namesTheByteThatIsNotUtf8() {
        byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] cut = {'{', '"', 'a', '"', ':', '"', (byte) 0xf0, (byte) 0x9f};

        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonDocument.parse(latin1))
                .withMessage("The text is not valid UTF-8 at byte 6.");
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonDocument.parse(cut))
                .withMessage("The text is not valid UTF-8 at byte 6.");
    }

    @Test
    void readsDownToTheDeepestLevelAllowed() throws MalformedJsonException {
        JsonDocument deepest = JsonDocument.parse(nested(JsonSyntax.MAX_DEPTH - 1));

        assertThat(deepest.tree()).containsOnlyKeys("a");
        assertThat(deepest.value("a")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {JsonSyntax.MAX_DEPTH, 1_000, 5_000, 1_000_000})
    void refusesDeeperNestingBeforeAStackOverflows(int levels) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonDocument.parse(nested(levels)))
                .withMessageContaining("nested deeper than 512 levels");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000, 100_000})
    void refusesDeepNestingInASingleValueToo(int levels) {
        String deep = "[".repeat(levels) + "]".repeat(levels);

        assertThatExceptionOfType(MalformedJsonException.class).isThrownBy(() -> JsonSyntax.value(deep));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1e-99999999999", "1E2147483650"})
    void refusesNumbersThatNoReaderCanHold(String number) {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonDocument.parse("{\"model\":" + number + "}"))
                .withMessageContaining("number");
    }

    @Test
    void refusesNumbersOfThousandsOfDigits() {
        assertThatExceptionOfType(MalformedJsonException.class)
                .isThrownBy(() -> JsonDocument.parse("{\"n\":[" + "7".repeat(5_000) + "]}"))
                .withMessageContaining("number");
    }

    @Test
    void readsEveryNumberThatItAccepts() throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse("{\"long\":" + "7".repeat(1_000) + ",\"wide\":1e2147483647}");

        assertThat(document.tree()).containsOnlyKeys("long", "wide");
        assertThat(document.value("wide")).isNotNull();
    }

    private static String nested(int arrays) {
        return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }
}
