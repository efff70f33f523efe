package lakehouse.gateway.routing;

import java.time.Duration;

/**
 * Keeps calls away from a route that fails again and again. After the given number of failures in a row it opens; from
 * then on one single call per interval is let through as a probe, until one succeeds. The interval never grows, so that a
 * provider is used again soon after it recovers.
 */
final class RouteBreaker {
    private int failures;
    private boolean probing;
    private long nextProbe;
    private long coolUntil;
    private boolean cooling;

    /** Whether a call may go there now. A call that may must report how it ended. */
    synchronized boolean enter(int threshold, Duration interval, long now) {
        if (failures < threshold) {
            return true;
        }
        if (probing || now - nextProbe < 0) {
            return false;
        }
        probing = true;
        nextProbe = now + interval.toNanos();
        return true;
    }

    /** Whether it is open. */
    synchronized boolean isOpen(int threshold) {
        return failures >= threshold;
    }

    /** The route worked, or failed in a way that is not its fault. */
    synchronized void worked() {
        failures = 0;
        probing = false;
        cooling = false;
    }

    /** The route failed. */
    synchronized void failed(Duration interval, long now) {
        failures++;
        probing = false;
        nextProbe = now + interval.toNanos();
    }

    /** Nobody waited for the end, so nothing is known. */
    synchronized void unknown() {
        probing = false;
    }

    /** The route asks to be left alone for a while. */
    synchronized void cool(Duration time, long now) {
        probing = false;
        cooling = true;
        coolUntil = now + time.toNanos();
    }

    /** Whether the route asked to be left alone and the time is not over. */
    synchronized boolean isCooling(long now) {
        return cooling && now - coolUntil < 0;
    }

    /** {@code closed}, {@code open}, {@code half-open} or {@code cooling}, for operators. */
    synchronized String state(int threshold, long now) {
        if (failures >= threshold) {
            return probing || now - nextProbe >= 0 ? "half-open" : "open";
        }
        return cooling && now - coolUntil < 0 ? "cooling" : "closed";
    }
}
