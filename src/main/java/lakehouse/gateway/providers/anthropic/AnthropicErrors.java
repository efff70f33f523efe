package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.FailureClassifier;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.UpstreamReply;
import org.jspecify.annotations.Nullable;

/** What Anthropic's errors mean. https://docs.claude.com/en/api/errors */
final class AnthropicErrors {
    private AnthropicErrors() {}

    static Failure failure(ProviderSettings provider, UpstreamReply reply) {
        String id = reply.requestId() == null ? requestId(reply.body()) : reply.requestId();
        return FailureClassifier.failure(
                provider, new UpstreamReply(reply.status(), reply.body(), reply.retryAfter(), id, reply.limits()));
    }

    private static @Nullable String requestId(String body) {
        try {
            return JsonParts.string(JsonSyntax.object(body), "request_id");
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    /** The status that an error inside a 200 would have had. */
    static int status(JsonObject event) {
        String type = event.get("error") instanceof JsonObject error ? JsonParts.textOf(error, "type") : "";
        return switch (type) {
            case "invalid_request_error" -> 400;
            case "authentication_error" -> 401;
            case "billing_error" -> 402;
            case "permission_error" -> 403;
            case "not_found_error" -> 404;
            case "request_too_large" -> 413;
            case "rate_limit_error" -> 429;
            case "timeout_error" -> 504;
            case "overloaded_error" -> 529;
            default -> 500;
        };
    }
}
