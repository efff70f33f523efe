package lakehouse.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.UpstreamEvidence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryRuleTest {
    private static final Duration BASE = Duration.ofMillis(500);
    private static final RetryRule RULE = new RetryRule(9, BASE, Duration.ofSeconds(8), Duration.ofSeconds(10));

    @Test
    void retriesOnceByDefault() {
        RetryRule rule = RetryRule.read(new MapSettings().settings());

        assertThat(rule.waitBefore(answered(503, null), 0)).isNotNull();
        assertThat(rule.waitBefore(answered(503, null), 1)).isNull();
    }

    @Test
    void neverRetriesWhenTurnedOff() {
        RetryRule rule =
                RetryRule.read(new MapSettings().set("gateway.retry.max", "0").settings());

        assertThat(rule.waitBefore(answered(503, null), 0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 529})
    void retriesAStatusThatSaysLater(int status) {
        assertThat(RULE.waitBefore(answered(status, null), 0)).isBetween(Duration.ZERO, BASE);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 409, 418, 501, 505})
    void leavesOtherStatusAlone(int status) {
        assertThat(RULE.waitBefore(answered(status, null), 0)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"UPSTREAM_ERROR", "UPSTREAM_UNREACHABLE", "UPSTREAM_HOST_UNKNOWN"})
    void retriesAConnectionThatFailedBeforeAnyByte(FailureKind kind) {
        assertThat(RULE.waitBefore(Failure.at(kind, "p", "Reset."), 0)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "UPSTREAM_ERROR",
                "UPSTREAM_UNREACHABLE",
                "UPSTREAM_HOST_UNKNOWN",
                "UPSTREAM_RATE_LIMITED",
                "UPSTREAM_OVERLOADED"
            })
    void neverRetriesAnythingElse(FailureKind kind) {
        assertThat(RULE.waitBefore(Failure.at(kind, "p", "No."), 0)).isNull();
        assertThat(RULE.waitBefore(new Failure(kind, "No.", null, "p", evidence(503, "1")), 0))
                .isNull();
    }

    @Test
    void waitsAsLongAsARateLimitAsks() {
        assertThat(RULE.waitBefore(limited("3"), 0)).isEqualTo(Duration.ofSeconds(3));
        assertThat(RULE.waitBefore(limited("0"), 0)).isEqualTo(Duration.ZERO);
        assertThat(RULE.waitBefore(limited("10"), 0)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void doesNotWaitLongerThanTheBound() {
        assertThat(RULE.waitBefore(limited("11"), 0)).isNull();
        assertThat(RULE.waitBefore(answered(503, "11"), 0)).isNull();
    }

    @Test
    void leavesARateLimitWithoutATimeAlone() {
        assertThat(RULE.waitBefore(limited(null), 0)).isNull();
        assertThat(RULE.waitBefore(limited("soon"), 0)).isNull();
    }

    @Test
    void waitsAsLongAsAnUnavailableProviderAsks() {
        assertThat(RULE.waitBefore(answered(503, "2"), 0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void doublesTheBoundOfTheBackoffUpToTheLongest() {
        for (int retries = 0; retries < 9; retries++) {
            Duration bound = Duration.ofMillis(Math.min(8000, 500L << retries));

            assertThat(RULE.waitBefore(answered(500, null), retries, highest())).isEqualTo(bound.minusNanos(1));
        }
    }

    @Test
    void spreadsTheBackoffOverTheWholeBound() {
        Random random = new Random(7);
        double mean = java.util.stream.IntStream.range(0, 1000)
                .mapToLong(i -> wait(random).toMillis())
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(200.0, 300.0);
    }

    private static Duration wait(RandomGenerator random) {
        Duration wait = RULE.waitBefore(answered(500, null), 0, random);
        assertThat(wait).isNotNull();
        return wait;
    }

    /** Always draws the highest number it may. */
    private static RandomGenerator highest() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
    }

    private static Failure limited(@Nullable String retryAfter) {
        return new Failure(FailureKind.UPSTREAM_RATE_LIMITED, "Slow down.", null, "p", evidence(429, retryAfter));
    }

    private static Failure answered(int status, @Nullable String retryAfter) {
        return new Failure(FailureKind.UPSTREAM_ERROR, "No.", null, "p", evidence(status, retryAfter));
    }

    private static UpstreamEvidence evidence(int status, @Nullable String retryAfter) {
        return new UpstreamEvidence(status, null, null, null, retryAfter, null);
    }
}
