package lakehouse.gateway.upstream;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import lakehouse.gateway.threads.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The running clocks of one attempt. One phase clock runs at a time, the total clock always. When one runs out the
 * connection is aborted, so that whoever reads from it wakes up and asks {@link #expired()}. A phase change takes no
 * lock: the watching task looks at the deadline when it wakes, so that a busy stream schedules nothing.
 */
public final class CallClocks implements AutoCloseable {
    private record Phase(Clock clock, long deadline) {}

    private final Timer timer;
    private final ClockLimits limits;
    private final Runnable abort;
    private volatile long totalDeadline;
    private volatile Phase phase;
    private volatile @Nullable Clock expired;
    private volatile boolean closed;
    private volatile @Nullable ScheduledFuture<?> task;
    private volatile long wakesAt;

    /**
     * Starts with the connect clock.
     *
     * @param totalDeadline when the whole call must be over, however long the total clock is, in the terms of {@link Timer#now()}
     * @param abort closes the connection; called at most once, from another thread
     */
    CallClocks(Timer timer, ClockLimits limits, long totalDeadline, Runnable abort) {
        this.timer = timer;
        this.limits = limits;
        this.totalDeadline = earlier(totalDeadline, timer.now() + limits.total().toNanos());
        this.abort = abort;
        this.phase = begin(Clock.CONNECT);
        schedule();
    }

    private Phase begin(Clock clock) {
        return new Phase(clock, timer.now() + limits.of(clock).toNanos());
    }

    /** Ends the running phase and starts this one, or starts it again. */
    public void start(Clock clock) {
        phase = begin(clock);
        wakeInTime();
    }

    /** Lets only the total clock run on, until the next {@link #start}: what takes time now is not the provider's doing. */
    public void pause() {
        phase = new Phase(phase.clock(), totalDeadline);
    }

    /** Brings the end of the total clock forward, if it is later than this. */
    public void endWithin(Duration time) {
        long deadline = timer.now() + time.toNanos();
        if (deadline - totalDeadline < 0) {
            totalDeadline = deadline;
            wakeInTime();
        }
    }

    private void wakeInTime() {
        if (nextDeadline(phase) - wakesAt < 0) {
            cancel();
            schedule();
        }
    }

    /** The clock that ran out; null while none has. */
    public @Nullable Clock expired() {
        return expired;
    }

    private void schedule() {
        if (!closed) {
            // First this, then the phase is read: a phase that starts in between sees it and plans by itself.
            wakesAt = totalDeadline;
            long next = nextDeadline(phase);
            wakesAt = next;
            task = timer.after(Math.max(0, next - timer.now()), this::check);
            if (closed) {
                cancel();
            }
        }
    }

    private void check() {
        Phase running = phase;
        if (closed || expired != null) {
            return;
        }
        if (timer.now() - nextDeadline(running) < 0) {
            schedule();
            return;
        }
        expired = running.deadline() - totalDeadline < 0 ? running.clock() : Clock.TOTAL;
        abort.run();
    }

    private long nextDeadline(Phase running) {
        return earlier(running.deadline(), totalDeadline);
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    /** Stops all clocks. */
    @Override
    public void close() {
        closed = true;
        cancel();
    }

    private void cancel() {
        ScheduledFuture<?> planned = task;
        if (planned != null) {
            planned.cancel(false);
        }
    }
}
