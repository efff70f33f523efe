package lakehouse.gateway.chat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;

/**
 * Runs a probe while a stream is silent. A client that went away shows only when something is written to it, and only at
 * the second write: the first makes its machine answer that nobody is there. So two probes follow soon after each event,
 * and then two, one soon after the other, every ten seconds, which also keeps proxies from cutting the connection.
 */
final class SilenceProbe {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(600);
    private static final long LATER = TimeUnit.SECONDS.toNanos(10);

    private final Timer timer;
    private final CallExecutor executor;
    private final AtomicInteger probes = new AtomicInteger();
    private volatile long lastWrite = System.nanoTime();
    private volatile long wait = SOON;
    private volatile boolean stopped;

    SilenceProbe(Timer timer, CallExecutor executor) {
        this.timer = timer;
        this.executor = executor;
    }

    /**
     * Starts to watch.
     *
     * @param probe writes something to the client; never runs on the timer's thread
     */
    void start(Runnable probe) {
        timer.later(SOON, () -> check(probe));
    }

    private void check(Runnable probe) {
        if (stopped) {
            return;
        }
        long left = lastWrite + wait - System.nanoTime();
        if (left <= 0) {
            lastWrite = System.nanoTime();
            wait = probes.incrementAndGet() % 2 == 0 ? LATER : SOON;
            run(probe);
        }
        timer.later(left > 0 ? left : SOON, () -> check(probe));
    }

    private void run(Runnable probe) {
        try {
            executor.execute(probe);
        } catch (GatewayException e) {
            // All threads are busy; the next round tries again.
            wait = SOON;
        }
    }

    /** Notes that an event was written. */
    void written() {
        lastWrite = System.nanoTime();
        probes.set(0);
        wait = SOON;
    }

    /** Stops watching. */
    void stop() {
        stopped = true;
    }
}
