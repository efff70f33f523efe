package lakehouse.gateway.chat;

import java.util.List;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.upstream.Clock;
import org.jspecify.annotations.Nullable;

/** What the failures of several attempts, or of a part of one, mean for the call. */
final class Failures {
    /** Best first: what a person must act on, then what a provider said, then what only time mends. */
    private static final List<FailureKind> ORDER = List.of(
            FailureKind.CONTEXT_LENGTH_EXCEEDED,
            FailureKind.UPSTREAM_QUOTA_EXHAUSTED,
            FailureKind.UPSTREAM_AUTH_FAILED,
            FailureKind.UPSTREAM_ACCOUNT_BANNED,
            FailureKind.UPSTREAM_CLIENT_NOT_ADMITTED,
            FailureKind.UPSTREAM_FORBIDDEN,
            FailureKind.UPSTREAM_MODEL_MISSING,
            FailureKind.UPSTREAM_LACKS,
            FailureKind.VENDOR_RULE,
            FailureKind.UNUSABLE_ANSWER,
            FailureKind.UPSTREAM_RATE_LIMITED,
            FailureKind.UPSTREAM_OVERLOADED,
            FailureKind.UPSTREAM_ERROR,
            FailureKind.UPSTREAM_BROKEN,
            FailureKind.UPSTREAM_TIMEOUT,
            FailureKind.UPSTREAM_UNREACHABLE,
            FailureKind.UPSTREAM_HOST_UNKNOWN,
            FailureKind.GATEWAY_BUSY,
            FailureKind.ROUTE_RESTING,
            FailureKind.PROVIDER_NOT_CONFIGURED);

    private Failures() {}

    /** Of the failures of a ladder's rungs, the one that tells an operator most about what to do. */
    static Failure telling(@Nullable Failure first, Failure second) {
        return first == null || rank(second) < rank(first) ? second : first;
    }

    /** The ladder's own total clock ran out. */
    static Failure outOfTime(Ladder ladder, int tried, Failure telling) {
        return new Failure(
                FailureKind.UPSTREAM_TIMEOUT,
                "The total clock of the ladder ran out after " + TimeoutWords.seconds(ladder.total()) + " at rung "
                        + tried
                        + " of " + ladder.rungs().size() + "; " + Setting.LADDER_TIMEOUT.key(ladder.name())
                        + " sets it. The most telling failure: " + telling.message(),
                null,
                telling.provider(),
                null,
                Clock.TOTAL.words());
    }

    /**
     * An error that came inside an answer. Part of the answer was there and is paid for, so the same route is not asked
     * again, as it would be after an error status.
     */
    static GatewayException spent(GatewayException error) {
        Failure failure = error.failure();
        if (failure.kind() != FailureKind.UPSTREAM_ERROR) {
            return error;
        }
        return new Failure(
                        FailureKind.UPSTREAM_BROKEN,
                        failure.message(),
                        failure.param(),
                        failure.provider(),
                        failure.evidence(),
                        failure.clock())
                .exception();
    }

    private static int rank(Failure failure) {
        int rank = ORDER.indexOf(failure.kind());
        return rank < 0 ? ORDER.size() : rank;
    }
}
