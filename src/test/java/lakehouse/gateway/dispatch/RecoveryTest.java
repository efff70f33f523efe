package lakehouse.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.dispatch.Recovery.History;
import lakehouse.gateway.dispatch.Recovery.Step;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.UpstreamEvidence;
import lakehouse.gateway.routing.Ladder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {
    private static final Duration BASE = Duration.ofMillis(500);
    private static final Recovery RULE = new Recovery(9, BASE, Duration.ofSeconds(8), Duration.ofSeconds(10));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final History RESTING = new History(null, 0, List.of(), 0, true, Duration.ofMinutes(5), NOW);
    private static final Ladder LADDER =
            new Ladder("l", List.of("a/m", "b/n", "a/o", "c/p"), true, Duration.ofMinutes(9), null, null, null);

    @Test
    void retriesOnceByDefault() {
        Recovery rule = Recovery.read(new MapSettings().settings().ofCalls());

        assertThat(waitBefore(rule, answered(503, null), 0)).isNotNull();
        assertThat(waitBefore(rule, answered(503, null), 1)).isNull();
    }

    @Test
    void neverRetriesWhenTurnedOff() {
        Recovery rule = Recovery.read(
                new MapSettings().set("gateway.retry.max", "0").settings().ofCalls());

        assertThat(waitBefore(rule, answered(503, null), 0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 529})
    void retriesAStatusThatSaysLater(int status) {
        assertThat(waitBefore(RULE, answered(status, null), 0)).isBetween(Duration.ZERO, BASE);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 409, 418, 501, 505})
    void leavesOtherStatusAlone(int status) {
        assertThat(waitBefore(RULE, answered(status, null), 0)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"UPSTREAM_ERROR", "UPSTREAM_UNREACHABLE", "UPSTREAM_HOST_UNKNOWN"})
    void retriesAConnectionThatFailedBeforeAnyByte(FailureKind kind) {
        assertThat(waitBefore(RULE, Failure.at(kind, "p", "Reset."), 0)).isNotNull();
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
        assertThat(waitBefore(RULE, Failure.at(kind, "p", "No."), 0)).isNull();
        assertThat(waitBefore(RULE, new Failure(kind, "No.", null, "p", evidence(503, "1")), 0))
                .isNull();
    }

    @Test
    void waitsAsLongAsARateLimitAsks() {
        assertThat(waitBefore(RULE, limited("3"), 0)).isEqualTo(Duration.ofSeconds(3));
        assertThat(waitBefore(RULE, limited("0"), 0)).isEqualTo(Duration.ZERO);
        assertThat(waitBefore(RULE, limited("10"), 0)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void doesNotWaitLongerThanTheBound() {
        assertThat(waitBefore(RULE, limited("11"), 0)).isNull();
        assertThat(waitBefore(RULE, answered(503, "11"), 0)).isNull();
    }

    @Test
    void leavesARateLimitWithoutATimeAlone() {
        assertThat(waitBefore(RULE, limited(null), 0)).isNull();
        assertThat(waitBefore(RULE, limited("soon"), 0)).isNull();
    }

    @Test
    void waitsAsLongAsAnUnavailableProviderAsks() {
        assertThat(waitBefore(RULE, answered(503, "2"), 0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void doublesTheBoundOfTheBackoffUpToTheLongest() {
        for (int retries = 0; retries < 9; retries++) {
            Duration bound = Duration.ofMillis(Math.min(8000, 500L << retries));

            assertThat(waitBefore(RULE, answered(500, null), retries, highest()))
                    .isEqualTo(bound.minusNanos(1));
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

    @Test
    void asksNoFasterThanTheBreakerAllows() {
        assertThat(step(answered(503, null), RESTING)).isInstanceOf(Step.GiveUp.class);
    }

    @Test
    void waitsForNothingBeyondTheEndOfTheCall() {
        assertThat(step(limited("5"), left(null, 0, Duration.ofSeconds(5)))).isInstanceOf(Step.GiveUp.class);
        assertThat(step(limited("5"), left(null, 0, Duration.ofSeconds(6))))
                .isEqualTo(new Step.Retry(Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @EnumSource
    void goesToTheNextRungOrGivesUpAsTheTableSays(FailureKind kind) {
        Failure failure = new Failure(kind, "No.", null, "a", evidence(418, null));

        Step step = step(failure, history(LADDER, 0));

        assertThat(step)
                .isEqualTo(kind.again() == FailureKind.Again.NEVER ? new Step.GiveUp(failure) : new Step.NextRung(1));
    }

    @ParameterizedTest
    @EnumSource
    void hasNoNextRungWithoutALadder(FailureKind kind) {
        Failure failure = new Failure(kind, "No.", null, "a", evidence(418, null));

        assertThat(step(failure, history(null, 0))).isEqualTo(new Step.GiveUp(failure));
    }

    @Test
    void neverBuysAnAnswerTwiceOnTheSameRoute() {
        Failure broken = Failure.broken("a", "It broke off.");

        assertThat(step(broken, history(null, 0))).isEqualTo(new Step.GiveUp(broken));
        assertThat(step(broken, history(LADDER, 0))).isEqualTo(new Step.NextRung(1));
        assertThat(step(answered(500, "1").afterTheBeginning(), history(null, 0)))
                .isInstanceOf(Step.GiveUp.class);
    }

    @Test
    void passesOverTheOtherModelsOfAHostThatHasNoAddress() {
        History history = history(
                LADDER, 1, new Recovery.Failed("a/m", Failure.at(FailureKind.UPSTREAM_HOST_UNKNOWN, "a", "No.")));

        assertThat(step(answered(402, null), history)).isEqualTo(new Step.NextRung(3));
    }

    @Test
    void tellsOfTheRungsThatItPassedOver() {
        History last = history(
                LADDER,
                3,
                new Recovery.Failed("a/m", Failure.at(FailureKind.UPSTREAM_HOST_UNKNOWN, "a", "No address.")),
                new Recovery.Failed("b/n", answered(402, null)));

        assertThat(step(Failure.broken("c", "It broke off."), last))
                .isInstanceOfSatisfying(
                        Step.GiveUp.class,
                        end -> assertThat(end.told().message()).contains("2 rungs: No address."));
    }

    @Test
    void passesOverARouteThatWasSilent() {
        Ladder twice = new Ladder("l", List.of("a/m", "b/n", "a/m"), true, Duration.ofMinutes(9), null, null, null);
        History history =
                history(twice, 1, new Recovery.Failed("a/m", Failure.at(FailureKind.UPSTREAM_TIMEOUT, "a", "No.")));

        assertThat(step(answered(402, null), history))
                .isInstanceOfSatisfying(
                        Step.GiveUp.class,
                        end -> assertThat(end.told().kind()).isEqualTo(FailureKind.LADDER_EXHAUSTED));
    }

    @Test
    void saysWhenTheLaddersTimeIsOver() {
        History over = left(LADDER, 1, Duration.ZERO);

        assertThat(step(answered(500, null), over))
                .isInstanceOfSatisfying(
                        Step.GiveUp.class,
                        end -> assertThat(end.told().message())
                                .contains("540 s at rung 2 of 4", "gateway.ladder.l.timeout"));
    }

    @Test
    void givesUpAtTheLastRungWithWhatTellsMost() {
        History last = history(
                LADDER,
                3,
                new Recovery.Failed("a/m", Failure.at(FailureKind.PROVIDER_NOT_CONFIGURED, "a", "No key.")),
                new Recovery.Failed("b/n", answered(500, null)));

        assertThat(step(Failure.at(FailureKind.UPSTREAM_AUTH_FAILED, "c", "Bad key."), last))
                .isInstanceOfSatisfying(Step.GiveUp.class, end -> {
                    assertThat(end.told().kind()).isEqualTo(FailureKind.LADDER_EXHAUSTED);
                    assertThat(end.told().provider()).isEqualTo("c");
                    assertThat(end.told().message()).contains("No key.", "Bad key.");
                });
    }

    @ParameterizedTest
    @EnumSource
    void leavesARouteAloneThatHasNoRoomOnly(FailureKind kind) {
        Failure failure = new Failure(kind, "No.", null, "a", evidence(429, "90"));

        assertThat(Recovery.cooling(failure, NOW))
                .isEqualTo(
                        kind == FailureKind.UPSTREAM_RATE_LIMITED || kind == FailureKind.UPSTREAM_OVERLOADED
                                ? Duration.ofSeconds(90)
                                : Duration.ZERO);
    }

    @Test
    void leavesARouteAloneForFiveMinutesAtMostAndTenSecondsByDefault() {
        assertThat(Recovery.cooling(limited("900"), NOW)).isEqualTo(Duration.ofMinutes(5));
        assertThat(Recovery.cooling(limited(null), NOW)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Recovery.cooling(Failure.at(FailureKind.UPSTREAM_RATE_LIMITED, "a", "No."), NOW))
                .isZero();
    }

    private static Step step(Failure failure, History history) {
        return new Recovery(1, BASE, Duration.ofSeconds(8), Duration.ofSeconds(10))
                .after(failure, history, new Random(1));
    }

    private static History left(@Nullable Ladder ladder, int rung, Duration left) {
        return new History(ladder, rung, List.of(), 0, false, left, NOW);
    }

    private static History history(@Nullable Ladder ladder, int rung, Recovery.Failed... earlier) {
        return new History(ladder, rung, List.of(earlier), 0, false, Duration.ofMinutes(5), NOW);
    }

    private static @Nullable Duration waitBefore(Recovery rule, Failure failure, int retries) {
        return waitBefore(rule, failure, retries, new Random(2));
    }

    private static @Nullable Duration waitBefore(Recovery rule, Failure failure, int retries, RandomGenerator random) {
        History history = new History(null, 0, List.of(), retries, false, Duration.ofMinutes(5), NOW);
        return rule.after(failure, history, random) instanceof Step.Retry retry ? retry.delay() : null;
    }

    private static Duration wait(RandomGenerator random) {
        Duration wait = waitBefore(RULE, answered(500, null), 0, random);
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
