package lakehouse.gateway.failure;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Turns a failure into what a client reads: an HTTP response before the commit point, an SSE event after it. */
public final class FailureRenderer {
    private static final Pattern RESET = Pattern.compile("(?i)connection reset(?: by peer)?");

    private FailureRenderer() {}

    /**
     * The response for a failure before the commit point.
     *
     * @param attempts requests sent to providers so far, 0 or more
     */
    public static FailureReply reply(Failure failure, String requestId, int attempts) {
        return reply(failure, requestId, attempts, JsonValue.EMPTY_JSON_ARRAY);
    }

    /**
     * The response for a failure before the commit point.
     *
     * @param trail how each attempt failed, for a call that made several; may be empty
     */
    public static FailureReply reply(Failure failure, String requestId, int attempts, JsonArray trail) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (failure.evidence() != null && failure.evidence().retryAfter() != null) {
            headers.put(HttpHeaders.RETRY_AFTER, failure.evidence().retryAfter());
        } else if (failure.kind().retryAfterSeconds() > 0) {
            headers.put(HttpHeaders.RETRY_AFTER, String.valueOf(failure.kind().retryAfterSeconds()));
        }
        if (failure.evidence() != null) {
            headers.putAll(failure.evidence().limits());
        }
        if (attempts > 1) {
            // The gateway has retried already: a retry by the client's SDK would only multiply.
            headers.put("x-should-retry", "false");
        } else if (failure.kind().shouldRetry() != null) {
            headers.put("x-should-retry", String.valueOf(failure.kind().shouldRetry()));
        }
        if (failure.kind() == FailureKind.INVALID_API_KEY) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (failure.kind() == FailureKind.UNSUPPORTED_CODING) {
            // RFC 9110, section 15.5.16: what would have been taken.
            headers.put("Accept-Encoding", "gzip, deflate, zstd");
        }
        return new FailureReply(
                failure.status(),
                headers,
                envelope(failure, requestId, attempts, trail).toString());
    }

    /**
     * The payload of the event that ends a broken stream. Its type is never {@code server_error}, and the gateway's own words
     * never speak of a reset connection: Continue starts over on these words, for minutes, though part of the answer was
     * there and has been paid for.
     */
    public static JsonObject event(Failure failure, String requestId, int attempts, JsonArray trail) {
        JsonObject envelope = envelope(failure, requestId, attempts, trail);
        JsonObject error = envelope.getJsonObject("error");
        JsonObjectBuilder shown = JsonParts.object(error);
        if (failure.type().equals("server_error")) {
            shown.add("type", "upstream_error");
        }
        if (failure.evidence() == null) {
            shown.add("message", RESET.matcher(failure.message()).replaceAll("it was reset"));
        }
        return JsonParts.object().add("error", shown).build();
    }

    /** The error object. */
    public static JsonObject envelope(Failure failure, String requestId, int attempts, JsonArray trail) {
        UpstreamEvidence evidence = failure.evidence();
        JsonObjectBuilder error = JsonParts.object()
                .add("message", failure.message())
                .add("type", failure.type())
                .add("param", text(evidence == null ? failure.param() : evidence.param()))
                .add("code", failure.code())
                .add("source", evidence == null ? "gateway" : "provider")
                .add("provider", text(failure.provider()))
                .add("upstream_status", evidence == null ? JsonValue.NULL : JsonParts.number(evidence.status()))
                .add("attempts", attempts)
                .add("request_id", requestId);
        if (evidence != null && evidence.code() != null) {
            error.add("upstream_code", evidence.code());
        }
        if (evidence != null && evidence.type() != null) {
            error.add("upstream_type", evidence.type());
        }
        if (evidence != null && evidence.requestId() != null) {
            error.add("upstream_request_id", evidence.requestId());
        }
        if (trail.size() > 1) {
            error.add("trail", trail);
        }
        return JsonParts.object().add("error", error).build();
    }

    private static JsonValue text(@Nullable String value) {
        return value == null ? JsonValue.NULL : JsonParts.text(value);
    }
}
