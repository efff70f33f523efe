package lakehouse.gateway.chat;

import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/** Picks, of the failures of a ladder's rungs, the one that tells an operator most about what to do. */
final class TellingFailure {
    /** Best first: what a person must act on, then what a provider said, then what only time mends. */
    private static final List<FailureKind> ORDER = List.of(
            FailureKind.CONTEXT_LENGTH_EXCEEDED,
            FailureKind.UPSTREAM_QUOTA_EXHAUSTED,
            FailureKind.UPSTREAM_AUTH_FAILED,
            FailureKind.UPSTREAM_FORBIDDEN,
            FailureKind.UPSTREAM_LACKS,
            FailureKind.UNUSABLE_ANSWER,
            FailureKind.UPSTREAM_RATE_LIMITED,
            FailureKind.UPSTREAM_ERROR,
            FailureKind.UPSTREAM_BROKEN,
            FailureKind.UPSTREAM_TIMEOUT,
            FailureKind.UPSTREAM_UNREACHABLE,
            FailureKind.GATEWAY_BUSY,
            FailureKind.ROUTE_RESTING,
            FailureKind.PROVIDER_NOT_CONFIGURED);

    private TellingFailure() {}

    static Failure of(@Nullable Failure first, Failure second) {
        return first == null || rank(second) < rank(first) ? second : first;
    }

    private static int rank(Failure failure) {
        int rank = ORDER.indexOf(failure.kind());
        return rank < 0 ? ORDER.size() : rank;
    }
}
