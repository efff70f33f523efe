package lakehouse.gateway.provider;

import org.jspecify.annotations.Nullable;

/**
 * A provider's answer outside 2xx.
 *
 * @param status HTTP status
 * @param body the body as text, the provider's key already removed
 * @param retryAfter {@code Retry-After} as sent; null when absent
 * @param requestId the vendor's id of the request; null when absent
 */
public record UpstreamReply(
        int status,
        String body,
        @Nullable String retryAfter,
        @Nullable String requestId) {}
