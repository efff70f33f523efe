package lakehouse.gateway.threads;

import jakarta.annotation.PreDestroy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.platform.Shared;

/** The one thread that watches the clocks of all calls. Its tasks only close connections, so one thread is enough. */
@Shared
public class Timer implements Time {
    private static final Logger LOG = System.getLogger(Timer.class.getName());

    private static final long BEAT = TimeUnit.SECONDS.toNanos(1);

    /** A collector that stops everything, or a machine that sleeps, may take some seconds; no call survives this. */
    private static final long STANDSTILL = TimeUnit.SECONDS.toNanos(60);

    private volatile long lastBeat = System.nanoTime();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread watcher = new Thread(task, "gateway-clocks");
        watcher.setDaemon(true);
        return watcher;
    });

    /** Starts with nothing to watch. */
    public Timer() {
        // A call that ends early must not leave its task behind until the clock would have run out.
        thread.setRemoveOnCancelPolicy(true);
        every(BEAT, () -> lastBeat = System.nanoTime());
    }

    /** Whether the thread still works. Without it no clock ever runs out, and only a restart helps. */
    public boolean isRunning() {
        return System.nanoTime() - lastBeat < STANDSTILL;
    }

    @Override
    public long now() {
        return Time.SYSTEM.now();
    }

    @Override
    public Instant instant() {
        return Time.SYSTEM.instant();
    }

    /**
     * Waits for a signal.
     *
     * @return whether it came in time
     */
    public boolean await(CountDownLatch signal, Duration time) throws InterruptedException {
        return signal.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs a task later.
     *
     * @param nanos from now
     * @param task quick, and never waits for anything
     */
    public ScheduledFuture<?> after(long nanos, Runnable task) {
        return thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    /** As {@link #after}, for a task that nobody takes back. */
    public void later(long nanos, Runnable task) {
        thread.schedule(task, nanos, TimeUnit.NANOSECONDS).isDone();
    }

    /**
     * Runs a task again and again, each time so long after the end of the last, whatever becomes of it.
     *
     * @param nanos between two runs
     * @param task quick, and never waits for anything
     */
    public void every(long nanos, Runnable task) {
        thread.scheduleWithFixedDelay(() -> run(task), nanos, nanos, TimeUnit.NANOSECONDS)
                .isDone();
    }

    /** A task that throws would not be run again; even after an {@link OutOfMemoryError} there must be a next time. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "A watch missed a round", e);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
