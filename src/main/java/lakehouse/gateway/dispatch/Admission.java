package lakehouse.gateway.dispatch;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lakehouse.gateway.config.CallSettings;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.platform.Shared;

/** Counts calls in flight, all of them and those at each provider, and keeps them within the limits. */
@Shared
public class Admission {
    private static final String ALL = "";

    @Inject
    Settings settings;

    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** Places in one queue. Waiting callers are woken one by one as places become free. */
    private static final class Gate {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition freed = lock.newCondition();
        private int taken;

        boolean enter(int limit, Duration wait) {
            lock.lock();
            try {
                long left = wait.toNanos();
                while (taken >= limit) {
                    if (left <= 0) {
                        return false;
                    }
                    left = freed.awaitNanos(left);
                }
                taken++;
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        void leave() {
            lock.lock();
            try {
                taken--;
                freed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        boolean isEmpty() {
            lock.lock();
            try {
                return taken == 0;
            } finally {
                lock.unlock();
            }
        }

        boolean awaitEmpty(Duration wait) throws InterruptedException {
            lock.lock();
            try {
                long left = wait.toNanos();
                while (taken > 0 && left > 0) {
                    left = freed.awaitNanos(left);
                }
                return taken == 0;
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Lets a call in.
     *
     * @return gives the place back; to be run once
     * @throws GatewayException when there is none
     * @throws lakehouse.gateway.config.InvalidSettingException when a setting that concerns every call cannot be used
     */
    public Runnable call() {
        if (stopping.get()) {
            throw Failure.of(FailureKind.GATEWAY_STOPPING, "The gateway is being stopped. Try another one, or later.")
                    .exception();
        }
        CallSettings now = settings.ofCalls();
        now.check();
        return enter(
                ALL,
                now.get(Setting.MAX_CONCURRENT_CALLS),
                "The gateway has as many calls in flight as gateway.max-concurrent-calls allows.");
    }

    /**
     * Lets a request go to a provider.
     *
     * @param limit requests allowed at once
     * @return gives the place back; to be run once
     * @throws GatewayException when there is none
     */
    Runnable provider(String id, int limit) {
        return enter(
                id,
                limit,
                "Provider " + id + " has as many calls in flight as " + Setting.PROVIDER_MAX_CONCURRENT.key(id)
                        + " allows.");
    }

    private Runnable enter(String name, int limit, String words) {
        Gate gate = gates.computeIfAbsent(name, key -> new Gate());
        if (!gate.enter(limit, settings.ofCalls().get(Setting.BUSY_WAIT))) {
            throw Failure.of(FailureKind.GATEWAY_BUSY, words + " Try again.").exception();
        }
        return gate::leave;
    }

    /**
     * Turns new calls away from now on, and waits, once, for those in flight as long as {@code gateway.drain-timeout} says.
     *
     * @return whether they ended in time
     */
    public boolean drain() {
        boolean first = stopping.compareAndSet(false, true);
        Gate all = gates.computeIfAbsent(ALL, key -> new Gate());
        try {
            return !first || all.isEmpty() || all.awaitEmpty(settings.ofCalls().get(Setting.DRAIN_TIMEOUT));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
