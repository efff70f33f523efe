package lakehouse.gateway.platform;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process that was told to end, before its server has taken itself apart: Payara keeps its port open meanwhile, and for
 * some 150 ms answers an empty 503 and then an empty 500 to everything (seen with 6.2025.10). Whoever gets nothing but a closed
 * port instead tries again.
 */
@Shared
public class ProcessEnd {
    private static final Logger LOG = System.getLogger(ProcessEnd.class.getName());

    /** What a process that SIGTERM ended gives to its service manager. */
    private static final int TERMINATED = 143;

    /** Servers write their logs a moment later, on a thread of their own. */
    private static final long LOG_MILLIS = 200;

    /** Ends the process if it is ending. Does nothing when only the application is. */
    public void now() {
        if (!isUnderWay()) {
            return;
        }
        LOG.log(Level.INFO, "No call is in flight any more. The process ends (gateway.drain-exit).");
        try {
            TimeUnit.MILLISECONDS.sleep(LOG_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(TERMINATED);
    }

    /** Whether this Java takes no shutdown hook any more, because they run already. */
    static boolean isUnderWay() {
        Thread hook = new Thread(() -> {}, "gateway-never-run");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
