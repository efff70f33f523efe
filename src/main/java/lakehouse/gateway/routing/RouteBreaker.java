package lakehouse.gateway.routing;

import java.time.Duration;

/**
 * Keeps calls away from a route that fails again and again. After the given number of failures in a row it opens; from
 * then on one single call per interval is let through as a probe, until one shows a token. The interval never grows, and
 * a probe that hangs keeps the next one away no longer than an interval, so that a provider is used again soon after it
 * recovers. Nobody has to give a probe's place back.
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
        if (now - nextProbe < 0) {
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

    /**
     * The route shows the first token of an answer that may go on for minutes. That closes it on trial: one failure more
     * opens it again, so that a route that cuts every answer off does not look well in between.
     */
    synchronized void answering(int threshold) {
        failures = Math.min(failures, threshold - 1);
        probing = false;
        cooling = false;
    }

    /** The route worked, or failed in a way that is not its fault. */
    synchronized void worked() {
        failures = 0;
        probing = false;
        cooling = false;
    }

    /**
     * The route failed. Once it is open only a probe moves the next one: calls that were under way already and fail one
     * after the other would push it away for as long as they go on.
     */
    synchronized void failed(int threshold, Duration interval, long now) {
        probing = false;
        if (failures < threshold) {
            failures++;
            nextProbe = now + interval.toNanos();
        }
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
