package lakehouse.gateway.failure;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the provider said when it failed. Never dropped on the way to the client and the log.
 *
 * @param status HTTP status of the provider's answer
 * @param code the vendor's own error code as text; null when it gave none
 * @param type the vendor's own error type; null when it gave none
 * @param param the request field the vendor blames; null when it gave none
 * @param retryAfter the {@code Retry-After} header as sent; null when there was none
 * @param requestId the vendor's id of the request; null when there was none
 * @param limits what it said of its rate limits, by names of headers
 */
public record UpstreamEvidence(
        int status,
        @Nullable String code,
        @Nullable String type,
        @Nullable String param,
        @Nullable String retryAfter,
        @Nullable String requestId,
        Map<String, String> limits) {
    /** Of a provider that said nothing of its rate limits. */
    public UpstreamEvidence(
            int status,
            @Nullable String code,
            @Nullable String type,
            @Nullable String param,
            @Nullable String retryAfter,
            @Nullable String requestId) {
        this(status, code, type, param, retryAfter, requestId, Map.of());
    }
}
