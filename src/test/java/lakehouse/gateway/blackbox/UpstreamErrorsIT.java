package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client sees of a provider's error: the row of the failure table, and all that the vendor said. */
class UpstreamErrorsIT extends Deployed {

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource
    void findsTheRowOfTheTable(
            String provider, int upstreamStatus, String body, int status, String code, String type, String words) {
        for (var request : new String[] {Chat.request(provider + "/m"), Chat.streamed(provider + "/m")}) {
            upstream().resetAll();
            answers(
                    provider,
                    aResponse()
                            .withStatus(upstreamStatus)
                            .withHeader("Content-Type", body.startsWith("{") ? "application/json" : "text/plain")
                            .withHeader("Retry-After", "7")
                            .withHeader("x-request-id", "vendor-42")
                            .withBody(body));

            var reply = chat(request);

            var error = reply.isError(status, code);
            assertThat(error.getString("message")).contains(words);
            assertThat(error.getString("type")).isEqualTo(type);
            assertThat(error.getString("source")).isEqualTo("provider");
            assertThat(error.getString("provider")).isEqualTo(provider);
            assertThat(error.getInt("upstream_status")).isEqualTo(upstreamStatus);
            assertThat(error.getString("upstream_request_id")).isEqualTo("vendor-42");
            assertThat(error.getInt("attempts")).isEqualTo(1);
            assertThat(reply.header("Retry-After")).isEqualTo("7");
            assertThat(reply.header("x-gateway-provider")).isEqualTo(provider);
            assertThat(reply.header("x-gateway-model")).isEqualTo("m");
            assertThat(reply.header("x-should-retry")).isEqualTo(mayBeRetried(code) ? null : "false");
            assertThat(asked()).hasSize(1);
        }
    }

    /** Nothing but a person mends the rest, and the header says so beside the status. */
    private static boolean mayBeRetried(String code) {
        return !code.equals("upstream_auth_failed")
                && !code.equals("upstream_forbidden")
                && !code.equals("upstream_client_not_admitted")
                && !code.equals("upstream_quota_exhausted");
    }

    static Stream<Arguments> findsTheRowOfTheTable() {
        var openAi = "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":%s,\"code\":%s}}";
        var kimi = "{\"error\":{\"message\":\"%s\",\"type\":\"%s\"}}";
        var openRouter = "{\"error\":{\"message\":\"%s\",\"code\":%d,\"metadata\":{}},\"user_id\":\"u\"}";
        var ollama = "{\"error\":\"%s\"}";
        var server = "server_error";
        var invalid = "invalid_request_error";
        return Stream.of(
                row(
                        "ollama",
                        400,
                        openAi.formatted("Bad x", "invalid_request_error", "\"x\"", "\"bad_x\""),
                        400,
                        "bad_x",
                        invalid,
                        "Bad x"),
                row(
                        "ollama",
                        400,
                        openAi.formatted("Bad y", "vendor_type", "null", "null"),
                        400,
                        "upstream_rejected",
                        "vendor_type",
                        "Bad y"),
                row(
                        "kimi",
                        400,
                        kimi.formatted("text content is empty", invalid),
                        400,
                        "upstream_rejected",
                        invalid,
                        "text content"),
                row(
                        "kimi",
                        400,
                        kimi.formatted(
                                "The request was rejected because it was considered high risk", "content_filter"),
                        400,
                        "content_filter",
                        invalid,
                        "high risk"),
                row(
                        "kimi",
                        401,
                        kimi.formatted("The API Key appears to be invalid", "invalid_authentication_error"),
                        403,
                        "upstream_auth_failed",
                        "upstream_error",
                        "gateway.provider.kimi.api-key"),
                row(
                        "kimi",
                        402,
                        kimi.formatted("unable to verify your membership benefits", "x"),
                        402,
                        "upstream_quota_exhausted",
                        "insufficient_quota",
                        "membership"),
                row(
                        "kimi",
                        403,
                        kimi.formatted(
                                "Kimi For Coding is currently only available for Coding Agents",
                                "access_terminated_error"),
                        403,
                        "upstream_client_not_admitted",
                        "upstream_error",
                        "Coding Agents"),
                row(
                        "kimi",
                        403,
                        kimi.formatted(
                                "You've reached your usage limit for this billing cycle.", "access_terminated_error"),
                        402,
                        "upstream_quota_exhausted",
                        "insufficient_quota",
                        "usage limit"),
                row(
                        "kimi",
                        404,
                        kimi.formatted("Not found the model x or Permission denied", "resource_not_found_error"),
                        404,
                        "model_not_found",
                        invalid,
                        "Not found the model"),
                row(
                        "kimi",
                        429,
                        kimi.formatted(
                                "The engine is currently overloaded, please try again later",
                                "engine_overloaded_error"),
                        429,
                        "upstream_overloaded",
                        "rate_limit_error",
                        "overloaded"),
                row(
                        "kimi",
                        429,
                        kimi.formatted(
                                "You've reached your usage limit for this period", "exceeded_current_quota_error"),
                        402,
                        "upstream_quota_exhausted",
                        "insufficient_quota",
                        "this period"),
                row(
                        "ollama",
                        413,
                        kimi.formatted("Request exceeds the maximum size", "x"),
                        413,
                        "upstream_rejected",
                        "x",
                        "maximum size"),
                row(
                        "ollama",
                        422,
                        kimi.formatted("Unprocessable", "x"),
                        400,
                        "upstream_rejected",
                        "x",
                        "Unprocessable"),
                row(
                        "openrouter",
                        402,
                        openRouter.formatted("Insufficient credits", 402),
                        402,
                        "upstream_quota_exhausted",
                        "insufficient_quota",
                        "credits"),
                row(
                        "openrouter",
                        403,
                        openRouter.formatted("Input was flagged", 403),
                        400,
                        "content_filter",
                        invalid,
                        "flagged"),
                row(
                        "openrouter",
                        502,
                        openRouter.formatted("Provider returned error", 502),
                        502,
                        "upstream_error",
                        server,
                        "Provider returned error"),
                row(
                        "ollama-cloud",
                        401,
                        ollama.formatted("unauthorized"),
                        403,
                        "upstream_auth_failed",
                        "upstream_error",
                        "unauthorized"),
                row(
                        "ollama",
                        404,
                        ollama.formatted("model 'm' not found"),
                        404,
                        "model_not_found",
                        invalid,
                        "ollama pull m"),
                row("ollama", 500, "Internal Server Error (ref: 1)", 502, "upstream_error", server, "(ref: 1)"),
                row("ollama", 500, "", 502, "upstream_error", server, "empty"),
                row(
                        "kimi",
                        503,
                        "<html><body>Down for maintenance</body></html>",
                        502,
                        "upstream_error",
                        server,
                        "maintenance"),
                row("kimi", 418, "{\"detail\":\"odd\"}", 404, "upstream_rejected", "invalid_request_error", "odd"));
    }

    private static Arguments row(Object... cells) {
        return Arguments.of(cells);
    }

    @Test
    void keepsTheVendorsOwnWordsApart() {
        answers(
                "openrouter",
                aResponse()
                        .withStatus(429)
                        .withBody("{\"error\":{\"message\":\"m\",\"code\":429,\"type\":\"t\",\"param\":\"p\"}}"));

        var error = chat(Chat.request("openrouter/m")).isError(429, "upstream_rate_limited");

        assertThat(error.getString("upstream_code")).isEqualTo("429");
        assertThat(error.getString("upstream_type")).isEqualTo("t");
        assertThat(error.getString("param")).isEqualTo("p");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsAnErrorInAGoodStatus(boolean stream) {
        answers("openrouter", "{\"error\":{\"code\":429,\"message\":\"Rate limited\"},\"user_id\":\"u\"}");

        var error = chat(stream ? Chat.streamed("openrouter/m") : Chat.request("openrouter/m"))
                .isError(429, "upstream_rate_limited");

        assertThat(error.getString("message")).contains("Rate limited");
    }

    @Test
    void givesAnHonestStatusToAnErrorThatComesBeforeTheFirstToken() {
        answers(
                "openrouter",
                aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody(": OPENROUTER PROCESSING\n\ndata: " + Chat.role()
                                + "\n\ndata: {\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}\n\n"));

        chat(Chat.streamed("openrouter/m")).isError(402, "upstream_quota_exhausted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "<html>Welcome</html>",
                "[]",
                "{}",
                "{\"choices\":{}}",
                "{\"choices\":[{\"message\":{\"content\":\"cut",
                "{\"message\":\"no choices\"}",
                "<html><title>Welcome</title></html>"
            })
    void refusesAnAnswerThatIsNone(String body) {
        answers(
                "kimi",
                aResponse().withHeader("Content-Type", "application/json").withBody(body));

        var error = chat(Chat.request("kimi/m")).isError(502, "upstream_error");

        assertThat(error.getString("message")).contains("Provider kimi").endsWith(".");
        assertThat(asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: [DONE]\n\n", ": only a comment\n\n", "<html>Welcome</html>"})
    void refusesAStreamThatIsNone(String body) {
        answers(
                "kimi",
                aResponse().withHeader("Content-Type", "text/event-stream").withBody(body));

        chat(Chat.streamed("kimi/m")).isError(502, "upstream_error");
    }

    @Test
    void refusesAWholeAnswerWhereAStreamWasAskedFor() {
        answers("kimi", Chat.completion("PONG"));

        var error = chat(Chat.streamed("kimi/m")).isError(502, "upstream_error");

        assertThat(error.getString("message")).contains("one piece");
    }
}
