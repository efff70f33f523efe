package lakehouse.gateway.providers.kimi;

import java.util.Locale;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.UpstreamEvidence;
import lakehouse.gateway.provider.FailureClassifier;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.UpstreamReply;
import org.jspecify.annotations.Nullable;

/**
 * What Kimi's errors mean. One type, {@code access_terminated_error}, stands for a client that is not admitted, for a quota
 * that is used up and for a closed account: only the message tells them apart.
 * https://www.kimi.com/code/docs/en/kimi-code/error-reference.html
 */
final class KimiFailures {
    private static final String PLATFORMS =
            " Key and host belong together: keys that begin with sk-kimi- belong to api.kimi.com (Kimi Code), all others to"
                    + " api.moonshot.ai or api.moonshot.cn (Open Platform).";

    private KimiFailures() {}

    static Failure failure(ProviderSettings provider, UpstreamReply reply) {
        return refined(provider, FailureClassifier.failure(provider, reply));
    }

    /** A failure that was found without knowing Kimi, with the kind and the advice that its words call for. */
    static Failure refined(ProviderSettings provider, Failure failure) {
        UpstreamEvidence evidence = failure.evidence();
        if (evidence == null) {
            return failure;
        }
        FailureKind known =
                kind(evidence.status(), (failure.message() + " " + evidence.type()).toLowerCase(Locale.ROOT));
        FailureKind kind = known == null ? failure.kind() : known;
        return new Failure(
                kind,
                failure.message() + advice(provider, kind, evidence.status()),
                failure.param(),
                failure.provider(),
                evidence);
    }

    private static @Nullable FailureKind kind(int status, String words) {
        return switch (status) {
            case 403 -> forbidden(words);
            case 429 -> tooMany(words);
            case 402 -> FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
            default -> null;
        };
    }

    private static FailureKind forbidden(String words) {
        if (words.contains("only available for")) {
            return FailureKind.UPSTREAM_CLIENT_NOT_ADMITTED;
        }
        if (words.contains("usage limit") || words.contains("quota")) {
            return FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
        }
        return words.contains("community guidelines") || words.contains("access terminated")
                ? FailureKind.UPSTREAM_ACCOUNT_BANNED
                : FailureKind.UPSTREAM_FORBIDDEN;
    }

    private static FailureKind tooMany(String words) {
        if (words.contains("usage limit")
                || words.contains("current_quota")
                || words.contains("insufficient balance")) {
            return FailureKind.UPSTREAM_QUOTA_EXHAUSTED;
        }
        return words.contains("overloaded") ? FailureKind.UPSTREAM_OVERLOADED : FailureKind.UPSTREAM_RATE_LIMITED;
    }

    private static String advice(ProviderSettings provider, FailureKind kind, int status) {
        String prefix = "gateway.provider." + provider.id();
        return switch (kind) {
            case UPSTREAM_AUTH_FAILED -> PLATFORMS;
            case UPSTREAM_CLIENT_NOT_ADMITTED ->
                " This surface admits approved clients only, and the gateway names itself truly. The operator can set "
                        + prefix
                        + ".surface=anthropic, which is open to other clients, or ask the vendor for approval.";
            case UPSTREAM_ACCOUNT_BANNED ->
                " The vendor closed the account. Stop calling it, and ask the vendor's support why.";
            case UPSTREAM_QUOTA_EXHAUSTED ->
                status == 402
                        ? " The membership of the account could not be verified. The operator should check that it is paid."
                        : " Nothing but time or a larger plan helps. GET /v1/providers/" + provider.id()
                                + "/usage says when the window ends.";
            case UPSTREAM_OVERLOADED -> " It has no room at the moment. Try again in a while.";
            default -> "";
        };
    }
}
