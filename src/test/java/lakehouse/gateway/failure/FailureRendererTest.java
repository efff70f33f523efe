package lakehouse.gateway.failure;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureRendererTest {
    private static final UpstreamEvidence EVIDENCE =
            new UpstreamEvidence(418, "their_code", "their_type", "their_param", "3", "their-id");

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void rendersEveryKindOfTheGatewaysOwnFindings(FailureKind kind) {
        JsonObject error = error(Failure.of(kind, "What happened."));

        assertThat(error.keySet())
                .containsExactly(
                        "message",
                        "type",
                        "param",
                        "code",
                        "source",
                        "provider",
                        "upstream_status",
                        "attempts",
                        "request_id");
        assertThat(error.getString("message")).isEqualTo("What happened.");
        assertThat(error.getString("type")).isEqualTo(kind.type());
        assertThat(error.getString("code")).isEqualTo(kind.code());
        assertThat(error.getString("source")).isEqualTo("gateway");
        assertThat(error.get("param")).isEqualTo(JsonValue.NULL);
        assertThat(error.get("provider")).isEqualTo(JsonValue.NULL);
        assertThat(error.get("upstream_status")).isEqualTo(JsonValue.NULL);
        assertThat(error.getInt("attempts")).isEqualTo(2);
        assertThat(error.getString("request_id")).isEqualTo("req-1");
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void rendersEveryKindWithWhatTheProviderSaid(FailureKind kind) {
        JsonObject error = error(new Failure(kind, "m", null, "kimi", EVIDENCE));

        assertThat(error.getString("source")).isEqualTo("provider");
        assertThat(error.getString("provider")).isEqualTo("kimi");
        assertThat(error.getString("param")).isEqualTo("their_param");
        assertThat(error.getInt("upstream_status")).isEqualTo(418);
        assertThat(error.getString("upstream_code")).isEqualTo("their_code");
        assertThat(error.getString("upstream_type")).isEqualTo("their_type");
        assertThat(error.getString("upstream_request_id")).isEqualTo("their-id");
        assertThat(error.get("code").getValueType()).isEqualTo(ValueType.STRING);
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void givesEveryKindAnErrorStatusAndAWordForIt(FailureKind kind) {
        assertThat(kind.status()).isBetween(400, 599);
        assertThat(kind.code()).matches("[a-z_]+");
        assertThat(kind.type()).matches("[a-z_]+");
        assertThat(kind.shouldRetry()).isIn(null, "false");
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void endsNoStreamWithAWordThatMakesAClientStartOver(FailureKind kind) {
        Failure failure = Failure.of(kind, "Its answer broke off (Connection reset by peer).");

        JsonObject event = FailureRenderer.event(failure, "req-1", 2, JsonArray.EMPTY_JSON_ARRAY)
                .getJsonObject("error");

        assertThat(event.getString("type")).isNotIn("server_error", "rate_limit_exceeded");
        assertThat(event.getString("code")).isEqualTo(kind.code());
        assertThat(event.getString("message")).isEqualTo("Its answer broke off (it was reset).");
    }

    @Test
    void passesTypeAndCodeOnOnlyWhenTheRequestItselfIsWrong() {
        Failure rejected = new Failure(FailureKind.UPSTREAM_REJECTED, "m", null, "kimi", EVIDENCE);
        Failure failed = new Failure(FailureKind.UPSTREAM_ERROR, "m", null, "kimi", EVIDENCE);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.type()).isEqualTo("their_type");
        assertThat(rejected.code()).isEqualTo("their_code");
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.code()).isEqualTo("upstream_error");
    }

    @Test
    void leavesOutWhatTheProviderDidNotSay() {
        UpstreamEvidence silent = new UpstreamEvidence(500, null, null, null, null, null);

        JsonObject error = error(new Failure(FailureKind.UPSTREAM_ERROR, "m", null, "kimi", silent));

        assertThat(error).doesNotContainKeys("upstream_code", "upstream_type", "upstream_request_id");
        assertThat(error.get("param")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void showsTheTrailOfACallThatMadeSeveralAttempts() {
        JsonArray two = Json.createArrayBuilder().add("first").add("second").build();
        JsonArray one = Json.createArrayBuilder().add("only").build();
        Failure failure = Failure.of(FailureKind.UPSTREAM_ERROR, "m");

        assertThat(FailureRenderer.envelope(failure, "req-1", 2, two)
                        .getJsonObject("error")
                        .getJsonArray("trail"))
                .isEqualTo(two);
        assertThat(FailureRenderer.envelope(failure, "req-1", 1, one).getJsonObject("error"))
                .doesNotContainKey("trail");
    }

    @Test
    void carriesNoStackTrace() {
        assertThat(Failure.of(FailureKind.UPSTREAM_ERROR, "m").exception().getStackTrace())
                .isEmpty();
    }

    private static JsonObject error(Failure failure) {
        JsonObject envelope = FailureRenderer.envelope(failure, "req-1", 2, JsonValue.EMPTY_JSON_ARRAY);
        assertThat(envelope.keySet()).containsExactly("error");
        return envelope.getJsonObject("error");
    }
}
