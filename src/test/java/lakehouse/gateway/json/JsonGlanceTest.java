package lakehouse.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonGlanceTest {
    private static final String REQUEST =
            " {\"model\":\"p/m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\\n\\u00e9\\\"\\\\ é 漢 😀\"},"
                    + "{}],\"tools\":[],\"temperature\":0.2,\"n\":-10,\"stream\":true,\"stop\":null,\"x\":false}\r\n";

    static IntStream seeds() {
        return IntStream.range(0, 2_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", " { } ", "{\"a\":0}", "{\"a\":[[],[1,-2.5,{}]]}", "{\"\":\"\\u12Ab\\/\\b\\f\"}", REQUEST})
    void seesWhatIsPlainlyAnObject(String text) {
        assertThat(JsonGlance.seesAnObject(text.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
    }

    /** 0xff is no byte of UTF-8, and as a signed one it is -1. */
    @Test
    void takesNoByteForTheEnd() {
        assertThat(JsonGlance.seesAnObject(new byte[] {'{', '}', (byte) 0xff})).isFalse();
        assertThat(JsonGlance.seesAnObject(new byte[] {'{', '}', (byte) 0xff, 'x'}))
                .isFalse();
        assertThat(JsonGlance.seesAnObject(new byte[] {'{', '}', 0})).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "{",
                "{}x",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":-}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":tru}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":[1}",
                "{\"a\":[1,]}",
                "{a:1}",
                "{\"a\":1e5}",
                "{\"a\":123456789012}",
                "\uFEFF{}"
            })
    void leavesTheRestToTheReader(String text) {
        assertThat(JsonGlance.seesAnObject(text.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    /** It may doubt what is good, but must never take for good what the reader refuses. */
    @ParameterizedTest
    @MethodSource("seeds")
    void neverTakesForGoodWhatTheReaderRefuses(int seed) {
        Random random = new Random(seed);
        byte[] bytes = REQUEST.getBytes(StandardCharsets.UTF_8);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] =
                    random.nextBoolean() ? (byte) random.nextInt(256) : bytes[random.nextInt(bytes.length)];
        }

        if (JsonGlance.seesAnObject(bytes)) {
            assertThatCode(() -> JsonSyntax.requireObject(Utf8.decode(bytes)))
                    .as(new String(bytes, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }
}
