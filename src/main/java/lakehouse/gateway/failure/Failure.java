package lakehouse.gateway.failure;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One failure of a call.
 *
 * @param kind its row in the table
 * @param message what happened, where, and what to do; holds no secret
 * @param param the request field at fault; null when none is
 * @param provider id of the provider concerned; null when none is
 * @param evidence what the provider answered; null when the failure is the gateway's finding
 * @param clock name of the clock that ran out; null when none did
 * @param begun whether an answer was begun: what it cost is paid, so the same route is not asked again
 */
public record Failure(
        FailureKind kind,
        String message,
        @Nullable String param,
        @Nullable String provider,
        @Nullable UpstreamEvidence evidence,
        @Nullable String clock,
        boolean begun) {
    /** Statuses of a request at fault that no client takes for one that passes. LangChain asks again after 422 and 415. */
    private static final Set<Integer> PASSED_ON = Set.of(400, 404, 413);

    /** A failure before any answer was begun. */
    public Failure(
            FailureKind kind,
            String message,
            @Nullable String param,
            @Nullable String provider,
            @Nullable UpstreamEvidence evidence,
            @Nullable String clock) {
        this(kind, message, param, provider, evidence, clock, false);
    }

    /** A failure that no clock caused. */
    public Failure(
            FailureKind kind,
            String message,
            @Nullable String param,
            @Nullable String provider,
            @Nullable UpstreamEvidence evidence) {
        this(kind, message, param, provider, evidence, null);
    }

    /** A failure that concerns no provider. */
    public static Failure of(FailureKind kind, String message) {
        return new Failure(kind, message, null, null, null);
    }

    /** A request field at fault. */
    public static Failure ofParam(FailureKind kind, String param, String message) {
        return new Failure(kind, message, param, null, null);
    }

    /** A failure at a provider that the gateway itself noticed. */
    public static Failure at(FailureKind kind, String provider, String message) {
        return new Failure(kind, message, null, provider, null);
    }

    /** An answer of a provider that broke off, or is no answer. */
    public static Failure broken(String provider, String message) {
        return new Failure(FailureKind.UPSTREAM_ERROR, message, null, provider, null, null, true);
    }

    /** This failure of an answer that was begun. */
    public Failure afterTheBeginning() {
        return new Failure(kind, message, param, provider, evidence, clock, true);
    }

    /** This failure in other words. */
    public Failure withMessage(String words) {
        return new Failure(kind, words, param, provider, evidence, clock, begun);
    }

    /** What may be done next. */
    public FailureKind.Again again() {
        return begun && kind.again() == FailureKind.Again.SAME_RUNG ? FailureKind.Again.NEXT_RUNG : kind.again();
    }

    /** HTTP status for the client, 400 to 599. */
    public int status() {
        return kind.passesOn() && evidence != null && PASSED_ON.contains(evidence.status())
                ? evidence.status()
                : kind.status();
    }

    /** OpenAI's {@code error.type}. */
    public String type() {
        return kind.passesOn() && evidence != null && evidence.type() != null ? evidence.type() : kind.type();
    }

    /** OpenAI's {@code error.code}: the gateway's, except where the provider found the request itself wrong. */
    public String code() {
        return kind.passesOn() && evidence != null && evidence.code() != null ? evidence.code() : kind.code();
    }

    /** This failure as an exception. */
    public GatewayException exception() {
        return new GatewayException(this);
    }
}
