package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lakehouse.gateway.threads.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallClocksTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofHours(1);
    private static final ClockLimits LONG = new ClockLimits(LATE, LATE, LATE, LATE);

    private final AtomicInteger aborts = new AtomicInteger();
    private final CountDownLatch aborted = new CountDownLatch(1);

    @Test
    void abortsWhenTheConnectClockRunsOut() throws InterruptedException {
        try (CallClocks clocks = clocks(new Timer(), new ClockLimits(SOON, LATE, LATE, LATE), LATE)) {
            assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clocks.expired()).isEqualTo(Clock.CONNECT);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FIRST_TOKEN", "IDLE", "END"})
    void abortsWhenALaterClockRunsOutBeforeTheOneThatRanBefore(Clock clock) throws InterruptedException {
        ClockLimits limits = new ClockLimits(LATE, SOON, SOON, LATE);
        try (CallClocks clocks = clocks(new Timer(), limits, LATE)) {
            clocks.start(clock);

            assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clocks.expired()).isEqualTo(clock);
        }
    }

    @Test
    void blamesTheTotalClockWhenItEndsFirst() throws InterruptedException {
        try (CallClocks clocks = clocks(new Timer(), LONG, SOON)) {
            assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clocks.expired()).isEqualTo(Clock.TOTAL);
        }
    }

    @Test
    void abortsAtOnceWhenTheTotalClockRanOutBeforeTheAttempt() throws InterruptedException {
        try (CallClocks clocks = clocks(new Timer(), LONG, Duration.ofSeconds(-5))) {
            assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clocks.expired()).isEqualTo(Clock.TOTAL);
        }
    }

    @Test
    void abortsOnce() throws InterruptedException {
        Timer timer = new Timer();
        try (CallClocks clocks = clocks(timer, new ClockLimits(SOON, SOON, SOON, LATE), LATE)) {
            assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
            clocks.start(Clock.IDLE);
            clocks.start(Clock.END);
            passes(timer, SOON.multipliedBy(3));

            assertThat(aborts).hasValue(1);
            assertThat(clocks.expired()).isEqualTo(Clock.CONNECT);
        }
    }

    @Test
    void leavesAClosedCallAlone() throws InterruptedException {
        Timer timer = new Timer();
        CallClocks clocks = clocks(timer, new ClockLimits(LATE, SOON, SOON, LATE), LATE);
        clocks.close();
        clocks.start(Clock.IDLE);
        passes(timer, SOON.multipliedBy(3));

        assertThat(aborts).hasValue(0);
        assertThat(clocks.expired()).isNull();
    }

    @Test
    void letsACheckThatComesTooEarlyPlanTheNextOne() {
        HeldTimer timer = new HeldTimer();
        try (CallClocks clocks = clocks(timer, LONG, LATE)) {
            clocks.start(Clock.FIRST_TOKEN);
            clocks.start(Clock.IDLE);
            clocks.start(Clock.IDLE);
            assertThat(timer.tasks).as("a busy stream plans nothing").hasSize(1);

            timer.tasks.remove().run();

            assertThat(timer.tasks).hasSize(1);
            assertThat(clocks.expired()).isNull();
        }
    }

    @Test
    void blamesNoOneWhilePaused() throws InterruptedException {
        Timer timer = new Timer();
        try (CallClocks clocks = clocks(timer, new ClockLimits(LATE, LATE, SOON, LATE), LATE)) {
            clocks.start(Clock.IDLE);
            clocks.pause();
            passes(timer, SOON.multipliedBy(3));

            assertThat(aborts).hasValue(0);
            clocks.start(Clock.IDLE);
            assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clocks.expired()).isEqualTo(Clock.IDLE);
        }
    }

    @Test
    void keepsTheTotalClockRunningWhilePaused() throws InterruptedException {
        try (CallClocks clocks = clocks(new Timer(), LONG, SOON)) {
            clocks.pause();

            assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clocks.expired()).isEqualTo(Clock.TOTAL);
        }
    }

    @Test
    void endsSoonerWhenTold() throws InterruptedException {
        try (CallClocks clocks = clocks(new Timer(), LONG, LATE)) {
            clocks.endWithin(SOON);

            assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(clocks.expired()).isEqualTo(Clock.TOTAL);
        }
    }

    @Test
    void neverEndsLaterWhenTold() throws InterruptedException {
        try (CallClocks clocks = clocks(new Timer(), LONG, SOON)) {
            clocks.endWithin(LATE);

            assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private CallClocks clocks(Timer timer, ClockLimits limits, Duration total) {
        return new CallClocks(timer, limits, System.nanoTime() + total.toNanos(), () -> {
            aborts.incrementAndGet();
            aborted.countDown();
        });
    }

    /** Waits until the timer, which has one thread, has done all that was due before. */
    private static void passes(Timer timer, Duration time) throws InterruptedException {
        CountDownLatch passed = new CountDownLatch(1);
        timer.later(time.toNanos(), passed::countDown);
        assertThat(passed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Keeps the tasks for the test to run. */
    private static final class HeldTimer extends Timer {
        private final Deque<Runnable> tasks = new ArrayDeque<>();

        @Override
        public ScheduledFuture<?> after(long nanos, Runnable task) {
            tasks.add(task);
            return super.after(TimeUnit.HOURS.toNanos(1), () -> {});
        }
    }
}
