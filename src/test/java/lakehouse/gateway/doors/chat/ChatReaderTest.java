package lakehouse.gateway.doors.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatReaderTest {
    private static final String BODY = "{\"messages\":[]}";

    @Test
    void readsWhatTheGatewayDecidesOnAndKeepsTheRest() {
        String body = "{\"provider\":\"kimi\",\"model\":\"k\",\"stream\":true,\"messages\":[],\"x\":2.50}";

        Inquiry request = read(body);

        assertThat(request.selector()).isEqualTo("kimi");
        assertThat(request.requested()).isEqualTo("k");
        assertThat(request.stream()).isTrue();
        assertThat(request.body().text()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"messages\":[]}",
                "{\"messages\":[],\"provider\":null,\"model\":null,\"stream\":null}",
                "{\"messages\":[],\"stream\":false}"
            })
    void takesNullAndFalseForAbsent(String body) {
        Inquiry request = read(body);

        assertThat(request.selector()).isNull();
        assertThat(request.requested()).isNull();
        assertThat(request.stream()).isFalse();
    }

    @Test
    void takesAnObjectForOpenRoutersOwnRouting() {
        assertThat(read("{\"messages\":[],\"provider\":{\"order\":[\"a\"]}}").selector())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|messages|The request has no messages. Give a list of them.",
                "{\"messages\":null}|messages|messages must be a list.",
                "{\"messages\":{}}|messages|messages must be a list.",
                "{\"messages\":\"hi\"}|messages|messages must be a list.",
                "{\"messages\":[],\"model\":7}|model|model must be a text that is not empty.",
                "{\"messages\":[],\"model\":\" \"}|model|model must be a text that is not empty.",
                "{\"messages\":[],\"model\":{}}|model|model must be a text that is not empty.",
                "{\"messages\":[],\"provider\":\"\"}|provider|provider must be a text that is not empty.",
                "{\"messages\":[],\"provider\":1}|provider|provider must be the id of a provider",
                "{\"messages\":[],\"provider\":[]}|provider|provider must be the id of a provider",
                "{\"messages\":[],\"stream\":\"true\"}|stream|stream must be true or false.",
                "{\"messages\":[],\"stream\":1}|stream|stream must be true or false."
            })
    void namesTheFieldThatIsWrong(String body, String param, String message) {
        Failure failure = failure(body);

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure.param()).isEqualTo(param);
        assertThat(failure.message()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"messages\":[]", "{\"messages\":[],\"model\":1e99999999999}"})
    void refusesWhatIsNoJsonObject(String body) {
        Failure failure = failure(body);

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure.message()).startsWith("The request body cannot be read. The ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wall/x\\u0000",
                "\\u0001wall/x",
                "wall/\\u001fx",
                "wall/\\u007fx",
                "wall/x\\u0085",
                "wall/\\u009bx",
                "wall/\\n",
                "wall/x\\r\\nX-Y: z",
                "wall/\\ud800",
                "wall/\\udc00x",
                "wall/x\\u2028",
                "wall/x\\u2029"
            })
    void refusesControlCharactersInNames(String name) {
        for (String field : List.of("model", "provider")) {
            Failure failure = failure("{\"" + field + "\":\"" + name + "\",\"messages\":[]}");

            assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
            assertThat(failure.param()).isEqualTo(field);
            assertThat(failure.message()).contains("U+").doesNotContainPattern("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");
        }
    }

    @Test
    void boundsNames() {
        for (String field : List.of("model", "provider")) {
            String longest = "{\"" + field + "\":\"" + "m".repeat(256) + "\",\"messages\":[]}";
            assertThat(read(longest).body().text()).isEqualTo(longest);

            Failure failure = failure("{\"" + field + "\":\"" + "m".repeat(257) + "\",\"messages\":[]}");
            assertThat(failure.param()).isEqualTo(field);
            assertThat(failure.message()).contains("256").hasSizeLessThan(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"messages\":[],\"stream\":false,\"stream\":true",
                "\"messages\":[],\"stream\":true,\"stream\":true",
                "\"messages\":[],\"messages\":[]",
                "\"messages\":[],\"mess\\u0061ges\":[{}]",
                "\"messages\":[],\"max_tokens\":1,\"max_tokens\":2",
                "\"messages\":[],\"max_completion_tokens\":1,\"max_completion_tokens\":2",
                "\"messages\":[],\"model\":\"a/b\",\"model\":\"c/d\"",
                "\"messages\":[],\"model\":\"a/b\",\"mod\\u0065l\":\"c/d\"",
                "\"messages\":[],\"provider\":\"a\",\"provider\":null",
                "\"messages\":[],\"tools\":[],\"tools\":[]",
                "\"messages\":[],\"x\":1,\"y\":2,\"x\":1"
            })
    void refusesAMemberThatIsThereTwice(String members) {
        Failure failure = failure("{" + members + "}");

        assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(failure.param()).isNotNull();
        assertThat(failure.message()).contains("twice").contains(String.valueOf(failure.param()));
    }

    @Test
    void letsMembersInsideOthersShareNames() {
        assertThat(read("{\"messages\":[{\"model\":1},{\"model\":2}],\"model\":\"m\"}")
                        .requested())
                .isEqualTo("m");
    }

    @Test
    @Timeout(20)
    void looksForRepeatedNamesOnlyOnce() {
        StringBuilder members = new StringBuilder("{\"messages\":[]");
        for (int i = 0; i < 200_000; i++) {
            members.append(",\"m").append(i).append("\":0");
        }

        byte[] body = members.append('}').toString().getBytes(StandardCharsets.UTF_8);

        assertThat(ChatReader.read(body).stream()).isFalse();
    }

    @Test
    void readsOverAByteOrderMark() {
        Inquiry request = read("\ufeff" + BODY);

        assertThat(request.body().text()).isEqualTo(BODY);
        assertThat(failure("\ufeff").message()).contains("empty");
    }

    private static Failure failure(String body) {
        GatewayException thrown = catchThrowableOfType(GatewayException.class, () -> read(body));
        assertThat(thrown).as(body).isNotNull();
        return thrown.failure();
    }

    private static Inquiry read(@Nullable String body) {
        return ChatReader.read(String.valueOf(body).getBytes(StandardCharsets.UTF_8));
    }
}
