package lakehouse.gateway.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer outside 2xx.
 *
 * @param status HTTP status
 * @param body the body as text, the provider's key already removed
 * @param retryAfter {@code Retry-After}, known to be seconds or a date; null when absent
 * @param requestId the vendor's id of the request; null when absent
 * @param limits what it said of its rate limits, by names of headers
 */
public record UpstreamReply(
        int status,
        String body,
        @Nullable String retryAfter,
        @Nullable String requestId,
        Map<String, String> limits) {
    /** An answer that says nothing of rate limits. */
    public UpstreamReply(int status, String body, @Nullable String retryAfter, @Nullable String requestId) {
        this(status, body, retryAfter, requestId, Map.of());
    }
}
