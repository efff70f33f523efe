package lakehouse.gateway.audit.work;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;

/** Keeps the parts that are asked at once within {@code gateway.audit.concurrency}, for each provider or ladder. */
@Shared
public class Gates {
    private static final int MOST_GATES = 1_000;
    private static final String SHARED = "";
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(500);

    @Inject
    Settings settings;

    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    private static final class Gate {
        private final ReentrantLock lock = new ReentrantLock(true);
        private final Condition freed = lock.newCondition();
        private int taken;
    }

    /** Characters of a part, about. */
    int partSize() {
        return settings.get(Setting.AUDIT_PART_SIZE);
    }

    /** Parts that may be asked at once. */
    int limit() {
        return settings.get(Setting.AUDIT_CONCURRENCY);
    }

    /**
     * Waits for a place.
     *
     * @param name of the provider or ladder
     * @param over whether nobody wants the place any more
     * @return whether it was got
     */
    boolean enter(String name, BooleanSupplier over) {
        Gate gate = gate(name);
        gate.lock.lock();
        try {
            while (gate.taken >= limit() && !over.getAsBoolean()) {
                // Wakes by itself too: the limit may have been raised, the audit cancelled.
                gate.freed.awaitNanos(LOOK_AGAIN);
            }
            if (over.getAsBoolean()) {
                return false;
            }
            gate.taken++;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            gate.lock.unlock();
        }
    }

    /** Gives a place back. */
    void leave(String name) {
        Gate gate = gate(name);
        gate.lock.lock();
        try {
            gate.taken--;
            gate.freed.signal();
        } finally {
            gate.lock.unlock();
        }
    }

    /** Callers choose the names, and a gate stays: when there are many, further ones share one. */
    private Gate gate(String name) {
        String key = gates.size() < MOST_GATES || gates.containsKey(name) ? name : SHARED;
        return gates.computeIfAbsent(key, absent -> new Gate());
    }
}
