package lakehouse.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RouteBreakerTest {
    private static final int THRESHOLD = 3;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final RouteBreaker breaker = new RouteBreaker();

    /** Seconds on the clock. */
    private long now;

    @Test
    void letsCallsThroughUntilFailuresInARowReachTheThreshold() {
        fail(2);

        assertThat(enters()).isTrue();
        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void startsToCountAnewAfterASuccess() {
        fail(2);
        breaker.worked();
        fail(2);

        assertThat(enters()).isTrue();
    }

    @Test
    void opensAtTheThreshold() {
        fail(THRESHOLD);

        assertThat(enters()).isFalse();
        assertThat(state()).isEqualTo("open");
        assertThat(breaker.isOpen(THRESHOLD)).isTrue();
    }

    @Test
    void letsOneProbeThroughPerInterval() {
        fail(THRESHOLD);
        now = 10;

        assertThat(state()).isEqualTo("half-open");
        assertThat(enters()).isTrue();
        assertThat(enters()).isFalse();
        fail(1);
        now = 19;
        assertThat(enters()).isFalse();
        now = 20;
        assertThat(enters()).isTrue();
    }

    @Test
    void closesWhenAProbeSucceeds() {
        fail(THRESHOLD);
        now = 10;
        assertThat(enters()).isTrue();

        breaker.worked();

        assertThat(enters()).isTrue();
        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void letsTheNextProbeThroughWhenOneHangs() {
        fail(THRESHOLD);
        now = 10;
        assertThat(enters()).isTrue();
        now = 20;

        assertThat(enters()).as("a probe whose end nobody reported").isTrue();
    }

    @Test
    void doesNotWaitLongerBecauseCallsFromBeforeFailOneByOne() {
        fail(THRESHOLD);
        for (now = 1; now < 10; now++) {
            fail(1);
        }

        assertThat(enters()).isTrue();
    }

    @Test
    void closesAtTheFirstTokenOfAProbe() {
        fail(THRESHOLD);
        now = 10;
        assertThat(enters()).isTrue();

        breaker.answering(THRESHOLD);

        assertThat(enters()).isTrue();
        assertThat(state()).isEqualTo("closed");
    }

    @Test
    void opensAgainWhenTheProbesAnswerIsCutOff() {
        fail(THRESHOLD);
        now = 10;
        assertThat(enters()).isTrue();
        breaker.answering(THRESHOLD);

        fail(1);

        assertThat(state()).isEqualTo("open");
        assertThat(enters()).isFalse();
    }

    @Test
    void opensForAnswersThatAreAllCutOff() {
        for (int call = 0; call < THRESHOLD; call++) {
            breaker.answering(THRESHOLD);
            fail(1);
        }

        assertThat(state()).isEqualTo("open");
    }

    @Test
    void learnsNothingFromACallWhoseClientLeft() {
        fail(THRESHOLD);
        now = 10;
        assertThat(enters()).isTrue();

        breaker.unknown();

        assertThat(breaker.isOpen(THRESHOLD)).isTrue();
        assertThat(enters()).isFalse();
        now = 20;
        assertThat(enters()).isTrue();
    }

    @Test
    void coolsForTheTimeAskedAndStaysClosed() {
        breaker.cool(Duration.ofSeconds(30), nanos());

        assertThat(breaker.isCooling(nanos())).isTrue();
        assertThat(state()).isEqualTo("cooling");
        assertThat(enters()).as("for a call that names the route").isTrue();
        now = 30;
        assertThat(breaker.isCooling(nanos())).isFalse();
        assertThat(state()).isEqualTo("closed");
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(THRESHOLD, INTERVAL, nanos());
        }
    }

    private boolean enters() {
        return breaker.enter(THRESHOLD, INTERVAL, nanos());
    }

    private String state() {
        return breaker.state(THRESHOLD, nanos());
    }

    private long nanos() {
        return Duration.ofSeconds(now).toNanos();
    }
}
