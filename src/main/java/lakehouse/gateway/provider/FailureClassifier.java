package lakehouse.gateway.provider;

import static lakehouse.gateway.provider.ErrorWords.BANNED;
import static lakehouse.gateway.provider.ErrorWords.BANNED_CODES;
import static lakehouse.gateway.provider.ErrorWords.KEY;
import static lakehouse.gateway.provider.ErrorWords.KEY_CODES;
import static lakehouse.gateway.provider.ErrorWords.NOT_HERE;
import static lakehouse.gateway.provider.ErrorWords.NO_MODEL;
import static lakehouse.gateway.provider.ErrorWords.NO_MODEL_CODES;
import static lakehouse.gateway.provider.ErrorWords.PERHAPS_QUOTA;
import static lakehouse.gateway.provider.ErrorWords.POLICY;
import static lakehouse.gateway.provider.ErrorWords.QUOTA;
import static lakehouse.gateway.provider.ErrorWords.QUOTA_CODES;
import static lakehouse.gateway.provider.ErrorWords.RATE;
import static lakehouse.gateway.provider.ErrorWords.RATE_CODES;
import static lakehouse.gateway.provider.ErrorWords.RATE_WORDS;
import static lakehouse.gateway.provider.ErrorWords.TOO_LARGE;
import static lakehouse.gateway.provider.ErrorWords.TOO_LONG;

import java.util.List;
import java.util.Locale;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.UpstreamEvidence;
import org.jspecify.annotations.Nullable;

/**
 * Turns a vendor's error into a row of the failure table: by its status, then by codes and figures, then by the words that
 * vendors of OpenAI-shaped surfaces share. A dialect that knows better decides before it asks here.
 */
public final class FailureClassifier {
    /** A wait of up to so many seconds speaks of a limit that passes by itself, whatever page the text links to. */
    private static final long SOON = 600;

    private FailureClassifier() {}

    /** The failure that an answer outside 2xx is. */
    public static Failure failure(ProviderSettings provider, UpstreamReply reply) {
        return failure(provider, reply, VendorError.of(reply.body()));
    }

    /** As {@link #failure(ProviderSettings, UpstreamReply)}, with the vendor's words already read. */
    public static Failure failure(ProviderSettings provider, UpstreamReply reply, VendorError error) {
        ErrorSigns signs = ErrorSigns.of(reply.body(), error);
        return failure(provider, kind(reply, error, signs), reply, error, signs);
    }

    private static Failure failure(
            ProviderSettings provider, FailureKind kind, UpstreamReply reply, VendorError error, ErrorSigns signs) {
        // Again, after decoding: JSON allows several spellings of the same key, and headers may quote it too.
        VendorError shown = error.changed(provider::redact);
        UpstreamEvidence evidence = new UpstreamEvidence(
                reply.status(),
                shown.code(),
                shown.type(),
                shown.param(),
                retryAfter(provider, kind, reply, signs),
                redacted(provider, reply.requestId()),
                reply.limits());
        return new Failure(kind, message(provider, kind, reply.status(), shown), null, provider.id(), evidence);
    }

    /** The header, else what the body says for a limit that passes. */
    private static @Nullable String retryAfter(
            ProviderSettings provider, FailureKind kind, UpstreamReply reply, ErrorSigns signs) {
        if (reply.retryAfter() != null) {
            return redacted(provider, reply.retryAfter());
        }
        return kind == FailureKind.UPSTREAM_RATE_LIMITED && signs.waitSeconds() > 0
                ? Long.toString(signs.waitSeconds())
                : null;
    }

    private static @Nullable String redacted(ProviderSettings provider, @Nullable String header) {
        return header == null ? null : provider.redact(header);
    }

    private static FailureKind kind(UpstreamReply reply, VendorError error, ErrorSigns signs) {
        String words = words(error, signs);
        return switch (reply.status()) {
            case 401 -> unauthorized(words, signs);
            case 402 -> FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
            case 403 -> forbidden(words, signs);
            case 429 -> tooMany(words, signs, reply.retryAfter());
            case 408, 409, 423, 424, 425, 499 -> FailureKind.UPSTREAM_ERROR;
            default ->
                reply.status() >= 500
                        ? broken(words, signs)
                        : reply.status() >= 400
                                ? rejected(reply.status(), words, error, signs)
                                : FailureKind.UPSTREAM_ERROR;
        };
    }

    private static String words(VendorError error, ErrorSigns signs) {
        return (ErrorText.start(error.message()) + " " + String.join(" ", signs.codes())).toLowerCase(Locale.ROOT);
    }

    private static FailureKind rejected(int status, String words, VendorError error, ErrorSigns signs) {
        if (isKey(words, signs) && error.param() == null) {
            return FailureKind.UPSTREAM_AUTH_FAILED;
        }
        if (isQuota(words, signs)) {
            return FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
        }
        if (isBanned(words, signs)) {
            return FailureKind.UPSTREAM_ACCOUNT_BANNED;
        }
        if (mentions(words, POLICY)) {
            return FailureKind.CONTENT_FILTER;
        }
        if (mentions(words, TOO_LONG)) {
            return FailureKind.CONTEXT_LENGTH_EXCEEDED;
        }
        if (isModelMissing(words, signs)) {
            return FailureKind.UPSTREAM_MODEL_MISSING;
        }
        // Of the others none speaks of the request itself: 404, 405 and 415 come from an address that is none of a
        // model.
        return (status != 400 && status != 422) || mentions(words, NOT_HERE)
                ? FailureKind.UPSTREAM_LACKS
                : FailureKind.UPSTREAM_REJECTED;
    }

    private static FailureKind unauthorized(String words, ErrorSigns signs) {
        if (isQuota(words, signs)) {
            return FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
        }
        return isBanned(words, signs) ? FailureKind.UPSTREAM_ACCOUNT_BANNED : FailureKind.UPSTREAM_AUTH_FAILED;
    }

    private static FailureKind forbidden(String words, ErrorSigns signs) {
        if (isQuota(words, signs) || mentions(words, PERHAPS_QUOTA)) {
            return FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
        }
        if (isBanned(words, signs)) {
            return FailureKind.UPSTREAM_ACCOUNT_BANNED;
        }
        if (isKey(words, signs)) {
            return FailureKind.UPSTREAM_AUTH_FAILED;
        }
        if (mentions(words, POLICY)) {
            return FailureKind.CONTENT_FILTER;
        }
        if (isModelMissing(words, signs)) {
            return FailureKind.UPSTREAM_MODEL_MISSING;
        }
        return signs.has(RATE_CODES) ? FailureKind.UPSTREAM_RATE_LIMITED : FailureKind.UPSTREAM_FORBIDDEN;
    }

    private static FailureKind tooMany(String words, ErrorSigns signs, @Nullable String retryAfter) {
        if (TOO_LARGE.matcher(words).find()) {
            return FailureKind.CONTEXT_LENGTH_EXCEEDED;
        }
        if (RATE.matcher(words).find()) {
            return FailureKind.UPSTREAM_RATE_LIMITED;
        }
        if (signs.has(QUOTA_CODES)) {
            return FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
        }
        if (signs.has(RATE_CODES)) {
            return FailureKind.UPSTREAM_RATE_LIMITED;
        }
        if (QUOTA.matcher(words).find()) {
            return FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
        }
        if (isSoon(retryAfter) || (signs.waitSeconds() > 0 && signs.waitSeconds() <= SOON)) {
            return FailureKind.UPSTREAM_RATE_LIMITED;
        }
        return mentions(words, PERHAPS_QUOTA)
                ? FailureKind.UPSTREAM_QUOTA_EXHAUSTED
                : FailureKind.UPSTREAM_RATE_LIMITED;
    }

    private static boolean isSoon(@Nullable String retryAfter) {
        return retryAfter != null
                && retryAfter.strip().matches("\\d{1,3}(\\.\\d+)?")
                && Double.parseDouble(retryAfter.strip()) <= SOON;
    }

    /** A status that says "broken" with words that say more: asking again then helps nobody. */
    private static FailureKind broken(String words, ErrorSigns signs) {
        if (isQuota(words, signs)) {
            return FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
        }
        if (signs.has(KEY_CODES)) {
            return FailureKind.UPSTREAM_AUTH_FAILED;
        }
        return mentions(words, TOO_LONG) ? FailureKind.CONTEXT_LENGTH_EXCEEDED : FailureKind.UPSTREAM_ERROR;
    }

    private static boolean isKey(String words, ErrorSigns signs) {
        return signs.has(KEY_CODES) || KEY.matcher(words).find();
    }

    private static boolean isQuota(String words, ErrorSigns signs) {
        return signs.has(QUOTA_CODES) || QUOTA.matcher(words).find();
    }

    private static boolean isBanned(String words, ErrorSigns signs) {
        return signs.has(BANNED_CODES) || BANNED.matcher(words).find();
    }

    private static boolean isModelMissing(String words, ErrorSigns signs) {
        return signs.has(NO_MODEL_CODES) || NO_MODEL.matcher(words).find();
    }

    private static boolean mentions(String words, List<String> any) {
        return any.stream().anyMatch(words::contains);
    }

    /** The status that an error without one stands for. */
    static int statusOfWords(VendorError error, ErrorSigns signs) {
        String words = words(error, signs);
        if (isQuota(words, signs)) {
            return 402;
        }
        if (isKey(words, signs)) {
            return 401;
        }
        if (signs.has(RATE_CODES)
                || RATE.matcher(words).find()
                || RATE_WORDS.matcher(words).find()
                || signs.has(List.of("resource_exhausted"))) {
            return 429;
        }
        if (signs.has(List.of("overloaded", "unavailable"))) {
            return 503;
        }
        if (signs.has(List.of("permission", "forbidden"))) {
            return 403;
        }
        if (isModelMissing(words, signs) || signs.has(List.of("not_found", "notfound"))) {
            return 404;
        }
        boolean request = signs.has(List.of(
                "invalid_request", "badrequest", "bad_request", "invalid_argument", "value_error", "validation"));
        return request || mentions(words, POLICY) || mentions(words, TOO_LONG) ? 400 : ErrorInAnswer.UNKNOWN;
    }

    private static String message(ProviderSettings provider, FailureKind kind, int status, VendorError error) {
        String said = "Provider " + provider.id() + " answered " + status + ": " + error.message();
        return switch (kind) {
            case UPSTREAM_REJECTED, UPSTREAM_LACKS, UPSTREAM_MODEL_MISSING, CONTEXT_LENGTH_EXCEEDED, CONTENT_FILTER ->
                error.message();
            case UPSTREAM_AUTH_FAILED ->
                said + " The key of the gateway was not accepted; your own key is fine. The"
                        + " operator should check gateway.provider." + provider.id() + ".api-key.";
            default -> said;
        };
    }
}
