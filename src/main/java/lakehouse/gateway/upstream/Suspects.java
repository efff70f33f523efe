package lakehouse.gateway.upstream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Upstreams that sent bytes behind an answer. Such bytes may come at any time, also a moment after a connection was looked
 * at, and then nobody can tell them from the next call's answer. So a connection to one of these is used once.
 */
final class Suspects {
    private static final Logger LOG = System.getLogger(Suspects.class.getName());
    private static final long TIME = Duration.ofMinutes(10).toNanos();
    private static final int MOST = 1000;

    private final Map<SocketAddress, Long> until = new ConcurrentHashMap<>();

    /** Takes note of one. */
    void add(SocketAddress address) {
        long now = System.nanoTime();
        if (until.size() >= MOST) {
            until.values().removeIf(end -> end - now < 0);
        }
        if (until.size() < MOST && until.put(address, now + TIME) == null) {
            LOG.log(
                    Level.WARNING,
                    "The upstream at " + address + " sent bytes behind its answer. For "
                            + Duration.ofNanos(TIME).toMinutes() + " minutes each call to it gets a connection of"
                            + " its own. Its operator, or that of a proxy before it, should look for the cause.");
        }
    }

    /** Whether there is no suspect at all, which is the rule. */
    boolean none() {
        return until.isEmpty();
    }

    /** Whether a connection to this address may be used once only. */
    boolean has(SocketAddress address) {
        Long end = until.get(address);
        if (end != null && end - System.nanoTime() < 0) {
            until.remove(address, end);
            return false;
        }
        return end != null;
    }
}
