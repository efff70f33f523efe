package lakehouse.gateway.upstream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import lakehouse.gateway.threads.Timer;

/** Tells the thread of a call, from another thread, that nobody wants the answer any more. */
public final class Cancellation {
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private volatile Runnable abort = () -> {};

    /** Ends the call: the exchange under way is aborted, a wait ends, no further attempt is made. */
    public void cancel() {
        cancelled.countDown();
        abort.run();
    }

    /** Whether the call was cancelled. */
    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /**
     * Waits.
     *
     * @return whether the whole time passed; false when the call was cancelled
     */
    public boolean await(Duration time, Timer timer) {
        try {
            return !timer.await(cancelled, time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Names what a cancellation has to abort; runs it at once when that time has come already. */
    public void onCancel(Runnable current) {
        abort = current;
        if (isCancelled()) {
            current.run();
        }
    }
}
