package lakehouse.gateway.threads;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.platform.Shared;

/** The one thread that watches the clocks of all calls. Its tasks only close connections, so one thread is enough. */
@Shared
public class Timer {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread watcher = new Thread(task, "gateway-clocks");
        watcher.setDaemon(true);
        return watcher;
    });

    /** Starts with nothing to watch. */
    public Timer() {
        // A call that ends early must not leave its task behind until the clock would have run out.
        thread.setRemoveOnCancelPolicy(true);
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

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
