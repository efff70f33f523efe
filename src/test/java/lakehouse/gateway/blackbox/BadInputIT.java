package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a clear error, and nothing is sent upstream for it. */
class BadInputIT extends Deployed {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @AfterEach
    void nothingLeft() {
        assertThat(upstream().findAll(anyRequestedFor(anyUrl()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatIsNoChatRequest(String body, String field, String words) {
        var error = chat(body).isError(400, "invalid_request");

        assertThat(error.getString("message")).containsIgnoringCase(words);
        assertThat(error.getString("type")).isEqualTo("invalid_request_error");
        assertThat(error.getString("source")).isEqualTo("gateway");
        assertThat(error.getString("param", null)).isEqualTo(field);
        assertThat(error.getInt("attempts")).isZero();
        assertThat(error.isNull("upstream_status")).isTrue();
    }

    static Stream<Arguments> refusesWhatIsNoChatRequest() {
        return Stream.of(
                Arguments.of("", null, "empty"),
                Arguments.of("   \n ", null, "empty"),
                Arguments.of("hello", null, "line 1"),
                Arguments.of("{\"model\":\"kimi/m\",\n  \"messages\":[}", null, "line 2, column 15"),
                Arguments.of("{\"model\":\"kimi/m\"," + MESSAGES, null, "line 1"),
                Arguments.of("{\"model\":\"kimi/m\"," + MESSAGES + "} {}", null, "line 1"),
                Arguments.of("{'model':'kimi/m'}", null, "line 1"),
                Arguments.of("{\"model\":\"kimi/m\",\"n\":NaN," + MESSAGES + "}", null, "line 1"),
                Arguments.of("[{\"model\":\"kimi/m\"}]", null, "not a JSON object"),
                Arguments.of("\"kimi/m\"", null, "not a JSON object"),
                Arguments.of("null", null, "not a JSON object"),
                Arguments.of("{\"model\":\"kimi/m\"}", "messages", "no messages"),
                Arguments.of("{\"model\":\"kimi/m\",\"messages\":null}", "messages", "list"),
                Arguments.of("{\"model\":\"kimi/m\",\"messages\":\"hi\"}", "messages", "list"),
                Arguments.of("{\"model\":\"kimi/m\",\"messages\":{}}", "messages", "list"),
                Arguments.of("{\"model\":1," + MESSAGES + "}", "model", "text"),
                Arguments.of("{\"model\":[\"kimi/m\"]," + MESSAGES + "}", "model", "text"),
                Arguments.of("{\"model\":true," + MESSAGES + "}", "model", "text"),
                Arguments.of("{\"model\":\"\"," + MESSAGES + "}", "model", "text"),
                Arguments.of("{\"model\":\"kimi/m\",\"stream\":\"true\"," + MESSAGES + "}", "stream", "true or false"),
                Arguments.of("{\"model\":\"kimi/m\",\"stream\":1," + MESSAGES + "}", "stream", "true or false"),
                Arguments.of("{\"model\":\"kimi/m\",\"provider\":1," + MESSAGES + "}", "provider", "provider"),
                Arguments.of("{\"model\":\"kimi/m\",\"provider\":[]," + MESSAGES + "}", "provider", "provider"),
                Arguments.of("{\"model\":\"kimi/m\",\"provider\":true," + MESSAGES + "}", "provider", "provider"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesDeepNesting(String opening) {
        var error = chat("{\"model\":\"kimi/m\"," + MESSAGES + ",\"deep\":" + opening.repeat(100_000))
                .isError(400, "invalid_request");

        assertThat(error.getString("message")).contains("512");
    }

    @Test
    void refusesNestingThatIsClosedAgain() {
        chat("{\"model\":\"kimi/m\"," + MESSAGES + ",\"deep\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")
                .isError(400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xff, 0xc3, 0x80})
    void refusesBadUtf8(int bad) {
        var body = ("{\"model\":\"kimi/m\"," + MESSAGES + ",\"x\":\"?\"}").getBytes(StandardCharsets.ISO_8859_1);
        var at = body.length - 3;
        body[at] = (byte) bad;
        var request = Caller.request(gateway(CHAT), "Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));

        var error = caller().send(request.build()).isError(400, "invalid_request");

        assertThat(error.getString("message")).contains("UTF-8").contains("byte " + at);
    }

    @Test
    void refusesATooLargeBodyOfKnownLength() {
        var body = "{\"model\":\"kimi/m\",\"x\":\"" + "x".repeat(33 * 1024 * 1024) + "\"," + MESSAGES + "}";

        var error = chat(body).isError(413, "request_too_large");

        assertThat(error.getString("message")).contains("33554432").contains("gateway.chat.max-body");
    }

    @Test
    void refusesATooLargeBodyInChunks() {
        var block = "x".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        var blocks = BodyPublishers.ofByteArrays(
                Stream.generate(() -> block).limit(33).toList());
        var request = Caller.request(gateway(CHAT), "Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(blocks));

        caller().send(request.build()).isError(413, "request_too_large");
    }

    /** Payara ends the connection by itself then; WildFly lets the gateway say so, to nobody in particular. */
    @Test
    void asksNobodyForABodyThatBreaksOff() throws Exception {
        try (var caller = new RawCaller(gateway())) {
            caller.post(CHAT, "x-request-id: breaks-off-1", "Content-Length: 500")
                    .send("{\"model\":\"kimi/m\",")
                    .endOfInput();

            assertThat(caller.read()).isIn(-1, (int) 'H');
        }
        await().until(() -> serverLog().contains("call=breaks-off-1 outcome=invalid_request"));
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, v1/chat/completions, 405, method_not_allowed",
        "DELETE, v1/chat, 405, method_not_allowed",
        "POST, v1/models, 405, method_not_allowed",
        "GET, v1/nothing, 404, not_found",
        "POST, v1/completions, 404, not_found",
        "GET, v2, 404, not_found",
        "GET, v1/chat/completions/x, 404, not_found",
        "GET, error, 404, not_found",
    })
    void answersWrongAddressesInTheSameFormat(String method, String path, int status, String code) {
        var request = Caller.request(gateway(path)).method(method, BodyPublishers.noBody());

        var error = caller().send(request.build()).isError(status, code);

        assertThat(error.getString("message")).contains("GET /");
    }

    /** WildFly answers this with a page of its own, which no application can change. */
    @Test
    void neverShowsTheInsideOfTheWar() {
        assertThat(get("WEB-INF/beans.xml").status()).isEqualTo(404);
    }
}
