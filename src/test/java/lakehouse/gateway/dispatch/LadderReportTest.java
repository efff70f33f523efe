package lakehouse.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.failure.UpstreamEvidence;
import lakehouse.gateway.routing.Ladder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LadderReportTest {
    private static final Ladder LADDER = new Ladder(
            "recovery", List.of("a/x", "a/y", "ollama/gpt-oss:20b"), true, Duration.ofMinutes(1), null, null, null);
    private static final String NO_KEY = "Provider a has no key. The operator sets it as A_API_KEY.";
    private static final String NO_MODEL = "model not found Fetch it: ollama pull gpt-oss:20b";

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final LadderReport report = new LadderReport();

    @Test
    void saysWhatToDoWhenOnlyAPersonCanMendIt() {
        failed("a/x", FailureKind.PROVIDER_NOT_CONFIGURED, NO_KEY, null);
        failed("a/y", FailureKind.PROVIDER_NOT_CONFIGURED, NO_KEY, null);
        failed("ollama/gpt-oss:20b", FailureKind.UPSTREAM_MODEL_MISSING, NO_MODEL, evidence(404, null));

        Failure told = report.exhausted(LADDER, NOW);

        assertThat(told.code()).isEqualTo("ladder_exhausted");
        assertThat(told.status()).isEqualTo(403);
        assertThat(told.message())
                .isEqualTo("No rung of the ladder \"recovery\" could answer. 2 rungs: " + NO_KEY
                        + " ollama/gpt-oss:20b: " + NO_MODEL);
        assertThat(retryAfter(told)).isNull();
    }

    @Test
    void saysToComeBackWhenALaterTryMaySucceed() {
        failed("a/x", FailureKind.PROVIDER_NOT_CONFIGURED, NO_KEY, null);
        failed("b/y", FailureKind.UPSTREAM_ERROR, "b failed.", evidence(500, null));

        Failure told = report.exhausted(LADDER, NOW);

        assertThat(told.code()).isEqualTo("ladder_exhausted");
        assertThat(told.status()).isEqualTo(503);
        assertThat(told.evidence()).isNotNull();
        assertThat(told.evidence().status()).isEqualTo(500);
        assertThat(retryAfter(told)).isEqualTo("10");
    }

    @Test
    void saysWhenTheFirstProviderMayBeAskedAgain() {
        failed("a/x", FailureKind.UPSTREAM_RATE_LIMITED, "a is full.", evidence(429, "90"));
        failed("b/y", FailureKind.UPSTREAM_RATE_LIMITED, "b is full.", evidence(429, "29.2"));
        failed("c/z", FailureKind.UPSTREAM_QUOTA_EXHAUSTED, "c is empty.", evidence(429, "3"));

        assertThat(retryAfter(report.exhausted(LADDER, NOW))).isEqualTo("30");
    }

    @Test
    void leavesAConversationThatIsTooLongToTheClient() {
        failed("a/x", FailureKind.UPSTREAM_UNREACHABLE, "a is away.", null);
        failed("b/y", FailureKind.CONTEXT_LENGTH_EXCEEDED, "too long", evidence(400, null));

        assertThat(report.exhausted(LADDER, NOW).kind()).isEqualTo(FailureKind.CONTEXT_LENGTH_EXCEEDED);
    }

    @Test
    void leavesARequestThatNoVendorTakesToTheClient() {
        failed("a/x", FailureKind.VENDOR_RULE, "a takes no audio.", null);
        failed("b/y", FailureKind.VENDOR_RULE, "b takes no audio.", null);

        Failure told = report.exhausted(LADDER, NOW);

        assertThat(told.status()).isEqualTo(400);
        assertThat(told.code()).isEqualTo("invalid_request");
        assertThat(told.message()).contains("a takes no audio.", "b takes no audio.");
    }

    @Test
    void saysToComeBackWhereAnotherVendorIsOnlyDown() {
        failed("a/x", FailureKind.VENDOR_RULE, "a takes no audio.", null);
        failed("b/y", FailureKind.UPSTREAM_ERROR, "b failed.", evidence(500, null));

        assertThat(report.exhausted(LADDER, NOW).status()).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource({
        "UPSTREAM_ERROR, UPSTREAM_QUOTA_EXHAUSTED, UPSTREAM_QUOTA_EXHAUSTED",
        "UPSTREAM_QUOTA_EXHAUSTED, UPSTREAM_ERROR, UPSTREAM_QUOTA_EXHAUSTED",
        "UPSTREAM_TIMEOUT, CONTEXT_LENGTH_EXCEEDED, CONTEXT_LENGTH_EXCEEDED",
        "PROVIDER_NOT_CONFIGURED, ROUTE_RESTING, ROUTE_RESTING",
        "UPSTREAM_AUTH_FAILED, PROVIDER_NOT_CONFIGURED, UPSTREAM_AUTH_FAILED",
        "UPSTREAM_UNREACHABLE, UPSTREAM_TIMEOUT, UPSTREAM_TIMEOUT"
    })
    void tellsWhatAPersonCanActOn(FailureKind first, FailureKind second, FailureKind told) {
        failed("a/x", first, first + " failed.", null);
        failed("b/y", second, second + " failed.", null);

        assertThat(report.outOfTime(LADDER, 2).message()).endsWith(told + " failed.");
    }

    @Test
    void tellsTheFirstOfEquals() {
        failed("a/x", FailureKind.UPSTREAM_ERROR, "First.", null);
        failed("b/y", FailureKind.UPSTREAM_ERROR, "Second.", null);

        assertThat(report.outOfTime(LADDER, 2).message()).endsWith("First.");
    }

    @ParameterizedTest
    @EnumSource
    void ranksEveryFailureThatLeadsToTheNextRung(FailureKind kind) {
        assertThat(kind.rank() < FailureKind.INTERNAL_ERROR.rank()).isEqualTo(kind.again() != FailureKind.Again.NEVER);
    }

    @Test
    void namesTheTotalClockItsLengthAndItsSettingWhenTheLaddersTimeIsOver() {
        failed("a/x", FailureKind.UPSTREAM_ERROR, "a failed.", null);

        Failure told = report.outOfTime(LADDER, 2);

        assertThat(told.status()).isEqualTo(504);
        assertThat(told.clock()).isEqualTo("total");
        assertThat(told.message())
                .contains("after 60 s", "rung 2 of 3", "gateway.ladder.recovery.timeout")
                .contains("a failed");
    }

    @Test
    void tellsSoManyReasonsAndNoMore() {
        for (int rung = 0; rung < 50; rung++) {
            failed("a/" + rung, FailureKind.UPSTREAM_ERROR, rung + "x".repeat(10_000), null);
        }

        assertThat(report.exhausted(LADDER, NOW).message())
                .hasSizeLessThan(3_000)
                .contains("44 more reasons");
    }

    @ParameterizedTest
    @EnumSource
    void neverMakesClientsKnockForWhatOnlyAPersonCanMend(FailureKind kind) {
        if (kind.again() == FailureKind.Again.NEVER) {
            return;
        }
        failed("a/x", kind, "a failed.", null);

        Failure told = report.exhausted(LADDER, NOW);

        assertThat(told.status()).isNotEqualTo(404);
        assertThat(told.status() < 500 && told.status() != 429)
                .as("for a person")
                .isEqualTo(kind.isForAPerson() || kind.isForTheCaller());
        assertThat(retryAfter(told) != null).isEqualTo(told.status() == 503);
    }

    private void failed(String rung, FailureKind kind, String message, @Nullable UpstreamEvidence evidence) {
        report.failed(rung, new Failure(kind, message, null, "p", evidence));
    }

    private static UpstreamEvidence evidence(int status, @Nullable String retryAfter) {
        return new UpstreamEvidence(status, null, null, null, retryAfter, null);
    }

    private static @Nullable String retryAfter(Failure failure) {
        return FailureRenderer.reply(failure, "req-1", 3).headers().get("Retry-After");
    }
}
