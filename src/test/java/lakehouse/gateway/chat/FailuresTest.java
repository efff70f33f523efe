package lakehouse.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.routing.Ladder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
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
        assertThat(Failures.telling(failure(first), failure(second)).kind()).isEqualTo(told);
    }

    @Test
    void tellsTheFirstOfEquals() {
        Failure first = failure(FailureKind.UPSTREAM_ERROR);

        assertThat(Failures.telling(first, failure(FailureKind.UPSTREAM_ERROR))).isSameAs(first);
        assertThat(Failures.telling(null, first)).isSameAs(first);
    }

    @Test
    void ranksEveryFailureThatLeadsToTheNextRung() {
        Failure stranger = failure(FailureKind.INTERNAL_ERROR);
        for (FailureKind kind : EnumSet.allOf(FailureKind.class)) {
            if (kind.again() != FailureKind.Again.NEVER) {
                assertThat(Failures.telling(stranger, failure(kind)).kind()).isEqualTo(kind);
            }
        }
    }

    @Test
    void namesTheTotalClockItsLengthAndItsSettingWhenTheLaddersTimeIsOver() {
        Ladder ladder = new Ladder("night", List.of("p/a", "p/b"), true, Duration.ofSeconds(90), null, null, null);

        Failure told = Failures.outOfTime(ladder, 2, failure(FailureKind.UPSTREAM_ERROR));

        assertThat(told.status()).isEqualTo(504);
        assertThat(told.clock()).isEqualTo("total");
        assertThat(told.message())
                .contains("after 90 s", "rung 2 of 2", "gateway.ladder.night.timeout")
                .contains("p failed");
    }

    @Test
    void forbidsARetryAfterPartOfAnAnswer() {
        Failure spent =
                Failures.spent(failure(FailureKind.UPSTREAM_ERROR).exception()).failure();

        assertThat(spent.kind()).isEqualTo(FailureKind.UPSTREAM_BROKEN);
        assertThat(spent.code()).isEqualTo("upstream_error");
    }

    private static Failure failure(FailureKind kind) {
        return Failure.at(kind, "p", "p failed.");
    }
}
