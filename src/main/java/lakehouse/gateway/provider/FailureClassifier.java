package lakehouse.gateway.provider;

import java.util.List;
import java.util.Locale;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.UpstreamEvidence;
import org.jspecify.annotations.Nullable;

/**
 * Turns a vendor's error into a row of the failure table, by status and by the words that vendors of OpenAI-shaped
 * surfaces share. A dialect that knows better decides before it asks here.
 */
public final class FailureClassifier {
    private static final List<String> QUOTA = List.of(
            "insufficient_quota",
            "exceeded_current_quota",
            "insufficient balance",
            "usage limit",
            "billing",
            "key limit exceeded",
            "quota will");
    private static final List<String> POLICY =
            List.of("content_filter", "content_policy", "considered high risk", "flagged", "moderation");

    private static final List<String> TOO_LONG = List.of(
            "context_length_exceeded",
            "context length",
            "context window",
            "maximum context",
            "prompt is too long",
            "exceeded model token limit",
            "input is too long");

    /** The request is well formed, and another model may well take it. */
    private static final List<String> NOT_HERE = List.of("does not support", "prefill");

    private FailureClassifier() {}

    /** The failure that an answer outside 2xx is. */
    public static Failure failure(ProviderSettings provider, UpstreamReply reply) {
        return failure(provider, reply, VendorError.of(reply.body()));
    }

    /** As {@link #failure(ProviderSettings, UpstreamReply)}, with the vendor's words already read. */
    public static Failure failure(ProviderSettings provider, UpstreamReply reply, VendorError error) {
        return failure(provider, kind(reply.status(), error), reply, error);
    }

    /** As {@link #failure(ProviderSettings, UpstreamReply)}, with the kind already known. */
    public static Failure failure(ProviderSettings provider, FailureKind kind, UpstreamReply reply, VendorError error) {
        // Again, after decoding: JSON allows several spellings of the same key, and headers may quote it too.
        VendorError shown = error.changed(provider::redact);
        UpstreamEvidence evidence = new UpstreamEvidence(
                reply.status(),
                shown.code(),
                shown.type(),
                shown.param(),
                redacted(provider, reply.retryAfter()),
                redacted(provider, reply.requestId()));
        return new Failure(kind, message(provider, kind, reply.status(), shown), null, provider.id(), evidence);
    }

    private static @Nullable String redacted(ProviderSettings provider, @Nullable String header) {
        return header == null ? null : provider.redact(header);
    }

    private static FailureKind kind(int status, VendorError error) {
        String words = (error.message() + " " + error.type() + " " + error.code()).toLowerCase(Locale.ROOT);
        return switch (status) {
            case 400, 404, 413, 422 -> rejected(status, words);
            case 401 -> FailureKind.UPSTREAM_AUTH_FAILED;
            case 402 -> FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
            case 403 -> forbidden(words);
            case 429 ->
                mentions(words, QUOTA) ? FailureKind.UPSTREAM_QUOTA_EXHAUSTED : FailureKind.UPSTREAM_RATE_LIMITED;
            default -> FailureKind.UPSTREAM_ERROR;
        };
    }

    private static FailureKind rejected(int status, String words) {
        if (mentions(words, POLICY)) {
            return FailureKind.CONTENT_FILTER;
        }
        if (mentions(words, TOO_LONG)) {
            return FailureKind.CONTEXT_LENGTH_EXCEEDED;
        }
        return status == 404 || status == 413 || mentions(words, NOT_HERE)
                ? FailureKind.UPSTREAM_LACKS
                : FailureKind.UPSTREAM_REJECTED;
    }

    private static FailureKind forbidden(String words) {
        if (mentions(words, QUOTA)) {
            return FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
        }
        return mentions(words, POLICY) ? FailureKind.CONTENT_FILTER : FailureKind.UPSTREAM_FORBIDDEN;
    }

    private static boolean mentions(String words, List<String> any) {
        return any.stream().anyMatch(words::contains);
    }

    private static String message(ProviderSettings provider, FailureKind kind, int status, VendorError error) {
        String said = "Provider " + provider.id() + " answered " + status + ": " + error.message();
        return switch (kind) {
            case UPSTREAM_REJECTED, UPSTREAM_LACKS, CONTEXT_LENGTH_EXCEEDED, CONTENT_FILTER -> error.message();
            case UPSTREAM_AUTH_FAILED ->
                said + " The key of the gateway was not accepted; your own key is fine. The"
                        + " operator should check gateway.provider." + provider.id() + ".api-key.";
            default -> said;
        };
    }
}
