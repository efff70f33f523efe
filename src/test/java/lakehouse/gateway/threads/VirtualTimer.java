package lakehouse.gateway.threads;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A timer whose time passes only when a test lets it pass, or when the thread under test waits. Tasks run on the thread that
 * lets time pass, in the order of their times.
 */
public final class VirtualTimer extends Timer {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final long began = System.nanoTime();
    private final PriorityQueue<Planned> planned = new PriorityQueue<>(
            Comparator.comparingLong((Planned task) -> task.at).thenComparingLong(task -> task.order));
    private long passed;
    private long order;

    private final class Planned extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long at;
        private final long order;

        Planned(Runnable task, long at, long order) {
            super(task, null);
            this.at = at;
            this.order = order;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - passed, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    /** Real time does not count, so nothing is done by itself. */
    public VirtualTimer() {
        stop();
    }

    @Override
    public synchronized long now() {
        return began + passed;
    }

    @Override
    public synchronized Instant instant() {
        return BEGINNING.plusNanos(passed);
    }

    /** How much time has passed since the beginning. */
    public synchronized Duration passed() {
        return Duration.ofNanos(passed);
    }

    @Override
    public synchronized ScheduledFuture<?> after(long nanos, Runnable task) {
        Planned made = new Planned(task, passed + Math.max(0, nanos), order++);
        planned.add(made);
        return made;
    }

    @Override
    public void later(long nanos, Runnable task) {
        after(nanos, task);
    }

    @Override
    public void every(long nanos, Runnable task) {
        if (planned == null) {
            // The real timer's own beat, which begins before there is a virtual one.
            return;
        }
        after(nanos, () -> {
            task.run();
            every(nanos, task);
        });
    }

    @Override
    public boolean await(CountDownLatch signal, Duration time) {
        pass(time, () -> signal.getCount() == 0);
        return signal.getCount() == 0;
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        pass(time, () -> false);
    }

    /** Lets time pass, until something has come about. */
    public void pass(Duration time, BooleanSupplier enough) {
        long end = passedNow() + time.toNanos();
        while (!enough.getAsBoolean()) {
            Planned next = next(end);
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    private synchronized long passedNow() {
        return passed;
    }

    private synchronized Planned next(long end) {
        planned.removeIf(FutureTask::isDone);
        Planned next = planned.peek();
        if (next == null || next.at > end) {
            passed = Math.max(passed, end);
            return null;
        }
        planned.remove(next);
        passed = Math.max(passed, next.at);
        return next;
    }
}
