package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.FailureClassifier;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.provider.UsageWindows;
import lakehouse.gateway.provider.VendorError;
import org.jspecify.annotations.Nullable;

/**
 * What OpenRouter's errors mean. "Provider returned error" says nothing; what the provider behind it said is in
 * {@code metadata.raw}, as a text, as JSON inside a text, or as an object. https://openrouter.ai/docs/api-reference/errors
 */
final class OpenRouterFailures {
    private OpenRouterFailures() {}

    /** @param now milliseconds since 1970 */
    static Failure failure(ProviderSettings provider, UpstreamReply reply, long now) {
        JsonObject metadata = metadata(reply.body());
        return FailureClassifier.failure(provider, withReset(reply, metadata, now), error(reply.body(), metadata));
    }

    private static JsonObject metadata(String body) {
        try {
            return JsonSyntax.object(body).get("error") instanceof JsonObject error
                            && error.get("metadata") instanceof JsonObject metadata
                    ? metadata
                    : JsonValue.EMPTY_JSON_OBJECT;
        } catch (MalformedJsonException e) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }

    /** The free tier says in a header inside the body when the window ends, in milliseconds since 1970. */
    private static UpstreamReply withReset(UpstreamReply reply, JsonObject metadata, long now) {
        if (reply.retryAfter() != null || !(metadata.get("headers") instanceof JsonObject headers)) {
            return reply;
        }
        var reset = UsageWindows.number(headers.get("X-RateLimit-Reset"));
        if (reset == null || reset.longValue() <= now) {
            return reply;
        }
        long seconds = (reset.longValue() - now + 999) / 1000;
        return new UpstreamReply(
                reply.status(), reply.body(), Long.toString(seconds), reply.requestId(), reply.limits());
    }

    private static VendorError error(String body, JsonObject metadata) {
        VendorError said = VendorError.of(body);
        String cause = cause(metadata.get("raw"));
        if (cause == null || said.message().contains(cause)) {
            return said;
        }
        String who = JsonParts.string(metadata, "provider_name");
        return new VendorError(
                said.message() + (who == null ? ": " : " (" + who + "): ") + cause,
                said.type(),
                said.code(),
                said.param());
    }

    private static @Nullable String cause(@Nullable JsonValue raw) {
        if (raw instanceof JsonObject object) {
            return VendorError.of(object).message();
        }
        return raw instanceof JsonString text && !text.getString().isBlank()
                ? VendorError.of(text.getString()).message()
                : null;
    }
}
