package lakehouse.gateway.door;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a probe while a stream is silent. A client that went away shows only when something is written to it, and only at
 * the second write: the first makes its machine answer that nobody is there. So two probes follow soon after each event,
 * and then two, one soon after the other, every ten seconds, which also keeps proxies from cutting the connection.
 */
final class SilenceProbe {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(600);
    private static final long LATER = TimeUnit.SECONDS.toNanos(10);

    private final Set<SilenceProbe> watched;
    private final CallExecutor executor;
    private final Timer timer;
    private final AtomicInteger probes = new AtomicInteger();
    private volatile long lastWrite;
    private volatile long wait = SOON;
    private volatile @Nullable Runnable probe;

    /** @param watched the probes that are looked at */
    SilenceProbe(Set<SilenceProbe> watched, CallExecutor executor, Timer timer) {
        this.watched = watched;
        this.executor = executor;
        this.timer = timer;
    }

    /**
     * Starts to watch.
     *
     * @param probe writes something to the client; never runs on the thread that looks
     */
    void start(Runnable probe) {
        lastWrite = timer.now();
        this.probe = probe;
        watched.add(this);
    }

    /** Runs the probe if the stream has been silent for long enough. */
    void look() {
        Runnable due = probe;
        if (due == null || lastWrite + wait - timer.now() > 0) {
            return;
        }
        lastWrite = timer.now();
        wait = probes.incrementAndGet() % 2 == 0 ? LATER : SOON;
        try {
            executor.execute(due);
        } catch (GatewayException e) {
            // All threads are busy; a later round tries again.
            wait = SOON;
        }
    }

    /** Notes that an event was written. */
    void written() {
        lastWrite = timer.now();
        probes.set(0);
        wait = SOON;
    }

    /** Stops watching. */
    void stop() {
        watched.remove(this);
    }
}
