package lakehouse.gateway.providers.openrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.Upstream;
import lakehouse.gateway.provider.UpstreamReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenRouterMappingTest {
    private static final long NOW = 1_780_000_000_000L;

    @Test
    void letsItsOwnFieldsThroughAndTakesTheSelectorOut() throws Exception {
        String own = "\"models\":[\"a/b\"],\"provider\":{\"order\":[\"x\"]},\"session_id\":\"s\",\"top_a\":0.5";

        assertThat(sent(own).keySet()).contains("models", "provider", "session_id", "top_a");
        assertThat(sent("\"provider\":\"openrouter\"").containsKey("provider")).isFalse();
    }

    @Test
    void asksForEffortInItsOwnWords() throws Exception {
        JsonObject sent = sent("\"reasoning_effort\":\"low\"");
        assertThat(sent.getJsonObject("reasoning")).hasToString("{\"effort\":\"low\"}");
        assertThat(sent.containsKey("reasoning_effort")).isFalse();

        JsonObject own = sent("\"reasoning_effort\":\"low\",\"reasoning\":{\"max_tokens\":9}");
        assertThat(own.getJsonObject("reasoning")).hasToString("{\"max_tokens\":9}");
        assertThat(own.containsKey("reasoning_effort")).isFalse();
    }

    @Test
    void sendsReasoningUnderItsNamesAndDetailsUnmodified() throws Exception {
        String details = "[{\"type\":\"reasoning.text\",\"text\":\"why\",\"index\":0}]";
        JsonObject turn = turn("\"reasoning_content\":\"why\",\"reasoning_details\":" + details);

        assertThat(turn.getString("reasoning")).isEqualTo("why");
        assertThat(turn.containsKey("reasoning_content")).isFalse();
        assertThat(turn.getJsonArray("reasoning_details")).hasToString(details);
        assertThat(
                        turn(
                                "\"reasoning_content\":\"\",\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"x\"}]"))
                .hasToString(
                        "{\"role\":\"assistant\",\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"x\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"reasoning\":\"why\"", "\"content\":\"x\"", "\"reasoning_details\":[{\"index\":0}]"})
    void leavesAMessageAloneThatIsRight(String members) throws Exception {
        assertThat(turn(members)).hasToString("{\"role\":\"assistant\"," + members + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"raw words\" | Provider returned error (BaseTen): raw words",
                "\"{\\\"error\\\":{\\\"message\\\":\\\"raw words\\\"}}\" | Provider returned error (BaseTen): raw words",
                "{\"error\":\"raw words\"} | Provider returned error (BaseTen): raw words",
                "\" \" | Provider returned error",
                "7 | Provider returned error",
                "\"returned\" | Provider returned error",
            })
    void quotesTheProviderBehindItInEveryForm(String raw, String message) {
        Failure failure = failure(
                502,
                "{\"error\":{\"message\":\"Provider returned error\",\"code\":502,\"metadata\":{\"raw\":" + raw.strip()
                        + ",\"provider_name\":\"BaseTen\"}}}");

        assertThat(failure.message()).endsWith("502: " + message);
        assertThat(failure.kind()).isEqualTo(FailureKind.UPSTREAM_ERROR);
        assertThat(failure.evidence().code()).isEqualTo("502");
    }

    @Test
    void leavesTheNameOutThatIsNotGiven() {
        assertThat(failure(502, "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"x\"}}}")
                        .message())
                .endsWith("Provider returned error: x");
        assertThat(failure(502, "no json").message()).endsWith("no json");
        assertThat(failure(502, "{\"error\":\"text\"}").message()).endsWith("text");
    }

    @Test
    void goesByTheWordsOfTheProviderBehindIt() {
        assertThat(failure(
                                429,
                                "{\"error\":{\"message\":\"Provider returned error\",\"metadata\":{\"raw\":\"insufficient_quota\"}}}")
                        .kind())
                .isEqualTo(FailureKind.UPSTREAM_QUOTA_EXHAUSTED);
    }

    @Test
    void findsTheWaitingTimeInsideTheBody() {
        String body =
                "{\"error\":{\"message\":\"m\",\"code\":429,\"metadata\":{\"headers\":{\"X-RateLimit-Reset\":\"%s\"}}}}";

        assertThat(failure(429, body.formatted(NOW + 1_001)).evidence().retryAfter())
                .isEqualTo("2");
        assertThat(failure(429, body.formatted(NOW + 1)).evidence().retryAfter())
                .isEqualTo("1");
        assertThat(failure(429, body.formatted(NOW)).evidence().retryAfter()).isNull();
        assertThat(failure(429, body.formatted("soon")).evidence().retryAfter()).isNull();
        var told = OpenRouterFailures.failure(
                provider(), new UpstreamReply(429, body.formatted(NOW + 9_000), "3", "id"), NOW);
        assertThat(told.evidence().retryAfter()).isEqualTo("3");
        assertThat(told.evidence().requestId()).isEqualTo("id");
    }

    @Test
    void findsAnErrorInsideA200() {
        GatewayException error = catchThrowableOfType(
                GatewayException.class, () -> translator("").reply(Upstream.bytes("openrouter/error-200.json")));

        assertThat(error.failure().evidence().status()).isEqualTo(500);
        assertThat(error.failure().evidence().code()).isEqualTo("500");
        assertThat(error.failure().message()).contains("Internal Server Error");
    }

    @Test
    void readsCreditAndKey() throws Exception {
        JsonObject report = OpenRouterUsageMapper.report(fixture("credits"), fixture("key"));

        assertThat(report.getJsonObject("credit"))
                .hasToString("{\"currency\":\"USD\",\"total\":110.5,\"used\":99.25,\"remaining\":11.25}");
        assertThat(report.getJsonArray("windows"))
                .hasToString(
                        "[{\"name\":\"key\",\"limit\":50,\"used\":12.5,\"remaining\":37.5,\"used_ratio\":0.25,\"resets_at\":\"monthly\"}]");
        assertThat(report.getJsonObject("raw").keySet()).containsExactly("credits", "key");
        JsonObject silent = OpenRouterUsageMapper.report(
                jakarta.json.JsonValue.EMPTY_JSON_OBJECT, jakarta.json.JsonValue.EMPTY_JSON_OBJECT);
        assertThat(silent.containsKey("credit")).isFalse();
        assertThat(silent.getJsonArray("windows").getJsonObject(0).isNull("limit"))
                .isTrue();
    }

    private static JsonObject fixture(String name) throws Exception {
        return JsonSyntax.object(new String(Upstream.bytes("openrouter/" + name + ".json"), StandardCharsets.UTF_8));
    }

    private static JsonObject turn(String members) throws Exception {
        return sent("\"messages\":[{\"role\":\"assistant\"," + members + "}]")
                .getJsonArray("messages")
                .getJsonObject(0);
    }

    private static JsonObject sent(String members) throws Exception {
        return translator(members).request().body().tree();
    }

    private static OpenRouterTranslator translator(String members) throws Exception {
        return new OpenRouterTranslator(
                provider(), Inquiry.chat(JsonDocument.parse("{" + members + "}"), "a/b", false), new ReasoningMemory());
    }

    private static Failure failure(int status, String body) {
        return OpenRouterFailures.failure(provider(), new UpstreamReply(status, body, null, null), NOW);
    }

    private static ProviderSettings provider() {
        return ProviderSettings.read(MapSettings.withProvider("openrouter").settings(), "openrouter");
    }
}
