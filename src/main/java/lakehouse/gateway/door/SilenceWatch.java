package lakehouse.gateway.door;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;

/**
 * Looks at all open streams in rounds. A timer of its own for each stream would wake up, find that an event has just been
 * written, and be set again, thousands of times a second.
 */
@Shared
public class SilenceWatch {
    private static final long ROUND = TimeUnit.MILLISECONDS.toNanos(200);

    @Inject
    Timer timer;

    @Inject
    CallExecutor executor;

    private final Set<SilenceProbe> probes = ConcurrentHashMap.newKeySet();

    @PostConstruct
    void start() {
        timer.every(ROUND, this::round);
    }

    private void round() {
        probes.forEach(SilenceProbe::look);
    }

    /** A probe for one stream, which is not looked at before it starts. */
    SilenceProbe probe() {
        return new SilenceProbe(probes, executor, timer);
    }
}
