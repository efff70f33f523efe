package lakehouse.gateway.upstream;

import java.time.Duration;

/** The way to the providers. It sends a request exactly once; who asks again decides that above. */
public interface Upstream {
    /**
     * Sends a request and waits for the head of the answer.
     *
     * @param limits how long each clock runs
     * @param totalDeadline when the call must be over, in the terms of {@link lakehouse.gateway.threads.Timer#now()}
     * @param drain how long the answer is still waited for when the call is cancelled; zero to abort the exchange at once
     * @param cancellation says that the call is cancelled, now or later
     * @throws UpstreamException when no head came; its kind says whether a connection was ever open
     */
    UpstreamExchange open(
            UpstreamRequest request, ClockLimits limits, long totalDeadline, Duration drain, Cancellation cancellation)
            throws UpstreamException;
}
