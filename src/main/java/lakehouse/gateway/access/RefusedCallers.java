package lakehouse.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.platform.Shared;

/** Counts the callers that were refused, and logs them: one line in ten seconds, however many knock. */
@Shared
public class RefusedCallers {
    private static final Logger LOG = System.getLogger(RefusedCallers.class.getName());
    private static final long PAUSE = Duration.ofSeconds(10).toNanos();

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());

    void note(HttpServletRequest request, Failure why) {
        long all = count.incrementAndGet();
        long now = System.nanoTime();
        long next = nextLine.get();
        if (now - next >= 0 && nextLine.compareAndSet(next, now + PAUSE)) {
            LOG.log(
                    Level.WARNING,
                    "callers refused=" + (all - told.getAndSet(all)) + " since_start=" + all + " last_address="
                            + request.getRemoteAddr() + " message=\""
                            + why.message().replace('"', '\'') + '"');
        }
    }

    /** How many were refused since the start. */
    public long count() {
        return count.get();
    }
}
