package lakehouse.gateway.chat;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs an action at the first call only: the end of a call may be noticed in more than one place. */
final class Once implements Runnable {
    private final Runnable action;
    private final AtomicBoolean done = new AtomicBoolean();

    Once(Runnable action) {
        this.action = action;
    }

    @Override
    public void run() {
        if (done.compareAndSet(false, true)) {
            action.run();
        }
    }
}
