package lakehouse.gateway.failure;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of failures. Each row says what the client sees and what a dispatcher may still do. Clients retry 408, 409, 429
 * and 5xx by themselves, coding agents for minutes, and only OpenAI's SDKs look at {@code x-should-retry}. So what only a
 * person can mend has none of these statuses: 402 where it is about money, 403 for the rest. LangChain retries 415, 422 and
 * 424 too. {@code docs/clients.md} has what was measured.
 *
 * <p>The columns: status, type and code for the client, what may be asked next, what it says of the route, its rank among the
 * failures of a ladder, seconds for {@code Retry-After}.
 */
public enum FailureKind {
    /** The body is not the JSON that a chat request must be. */
    INVALID_REQUEST(400, "invalid_request_error", "invalid_request", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** The request breaks a rule of this provider's vendor that no change can mend; another vendor may take it. */
    VENDOR_RULE(
            400,
            "invalid_request_error",
            "invalid_request",
            Again.NEXT_RUNG,
            Verdict.ALIVE,
            9,
            0,
            Trait.FOR_THE_CALLER),
    /** {@code provider} and the prefix of {@code model} name two providers. */
    PROVIDER_CONFLICT(400, "invalid_request_error", "provider_conflict", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** The caller showed no key, or one that is not accepted. */
    INVALID_API_KEY(401, "invalid_request_error", "invalid_api_key", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** No such provider, model, or no default to fall back on. */
    MODEL_NOT_FOUND(404, "invalid_request_error", "model_not_found", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** No such address. */
    NOT_FOUND(404, "invalid_request_error", "not_found", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** The address does not take this HTTP method. */
    METHOD_NOT_ALLOWED(405, "invalid_request_error", "method_not_allowed", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** The body did not come within {@code gateway.chat.body-timeout}. */
    REQUEST_TOO_SLOW(408, "invalid_request_error", "request_too_slow", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** The body is larger than {@code gateway.chat.max-body}. */
    REQUEST_TOO_LARGE(413, "invalid_request_error", "request_too_large", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** The body is packed in a way that the gateway cannot unpack. */
    UNSUPPORTED_CODING(
            415, "invalid_request_error", "unsupported_content_encoding", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** The provider has no key, or a setting of it is wrong. */
    PROVIDER_NOT_CONFIGURED(
            403,
            "upstream_error",
            "provider_not_configured",
            Again.NEXT_RUNG,
            Verdict.ALIVE,
            19,
            0,
            Trait.FOR_A_PERSON),
    /** The provider did not accept the gateway's key; the caller's own key is fine. */
    UPSTREAM_AUTH_FAILED(
            403, "upstream_error", "upstream_auth_failed", Again.NEXT_RUNG, Verdict.ALIVE, 3, 0, Trait.FOR_A_PERSON),
    /** The provider refuses this client or account. */
    UPSTREAM_FORBIDDEN(
            403, "upstream_error", "upstream_forbidden", Again.NEXT_RUNG, Verdict.ALIVE, 6, 0, Trait.FOR_A_PERSON),
    /** The provider admits approved clients only, and the gateway is none of them. */
    UPSTREAM_CLIENT_NOT_ADMITTED(
            403,
            "upstream_error",
            "upstream_client_not_admitted",
            Again.NEXT_RUNG,
            Verdict.ALIVE,
            5,
            0,
            Trait.FOR_A_PERSON),
    /** The provider closed the account. */
    UPSTREAM_ACCOUNT_BANNED(
            403, "upstream_error", "upstream_account_banned", Again.NEXT_RUNG, Verdict.ALIVE, 4, 0, Trait.FOR_A_PERSON),
    /** The provider has no room at the moment, whoever asks; it passes. */
    UPSTREAM_OVERLOADED(
            429, "rate_limit_error", "upstream_overloaded", Again.SAME_RUNG, Verdict.ALIVE, 12, 0, Trait.COOLS),
    /** The account's credit or quota with the provider is used up. */
    UPSTREAM_QUOTA_EXHAUSTED(
            402,
            "insufficient_quota",
            "upstream_quota_exhausted",
            Again.NEXT_RUNG,
            Verdict.ALIVE,
            2,
            0,
            Trait.FOR_A_PERSON),
    /** Too many requests at once or per minute; it passes. */
    UPSTREAM_RATE_LIMITED(
            429, "rate_limit_error", "upstream_rate_limited", Again.SAME_RUNG, Verdict.ALIVE, 11, 0, Trait.COOLS),
    /** The provider finds the request wrong; its own status, message and code are passed on. */
    UPSTREAM_REJECTED(
            400,
            "invalid_request_error",
            "upstream_rejected",
            Again.NEVER,
            Verdict.ALIVE,
            Rank.NONE,
            0,
            Trait.PASSED_ON),
    /** The provider lacks an ability of the model, or room for a body of this size; others may not. Passed on. */
    UPSTREAM_LACKS(
            404,
            "invalid_request_error",
            "upstream_rejected",
            Again.NEXT_RUNG,
            Verdict.ALIVE,
            8,
            0,
            Trait.FOR_A_PERSON,
            Trait.PASSED_ON),
    /** The provider has no such model, or none for this account; another may have it. */
    UPSTREAM_MODEL_MISSING(
            404, "invalid_request_error", "model_not_found", Again.NEXT_RUNG, Verdict.ALIVE, 7, 0, Trait.FOR_A_PERSON),
    /** The conversation is too long for this model; another may have more room. Passed on like a rejection. */
    CONTEXT_LENGTH_EXCEEDED(
            400,
            "invalid_request_error",
            "context_length_exceeded",
            Again.NEXT_RUNG,
            Verdict.ALIVE,
            1,
            0,
            Trait.FOR_THE_CALLER),
    /** The provider's policy refuses the content. Not retried and not routed around. */
    CONTENT_FILTER(400, "invalid_request_error", "content_filter", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0),
    /** The provider failed, or its answer broke off or is none. */
    UPSTREAM_ERROR(502, "server_error", "upstream_error", Again.SAME_RUNG, Verdict.DOWN, 13, 0),
    /** No connection to the provider came about. */
    UPSTREAM_UNREACHABLE(502, "server_error", "upstream_unreachable", Again.SAME_RUNG, Verdict.DOWN, 15, 0),
    /** The name of the provider's host leads nowhere: no other route of the provider can be reached either. */
    UPSTREAM_HOST_UNKNOWN(502, "server_error", "upstream_unreachable", Again.SAME_RUNG, Verdict.DOWN, 16, 0),
    /** A clock of the call ran out. Who was silent is not asked again in the same call. */
    UPSTREAM_TIMEOUT(504, "server_error", "upstream_timeout", Again.NEXT_RUNG, Verdict.DOWN, 14, 0, Trait.NOT_AGAIN),
    /** The route failed so often that it is left alone until the next probe. */
    ROUTE_RESTING(503, "server_error", "upstream_resting", Again.NEXT_RUNG, Verdict.ALIVE, 18, 10),
    /** No rung of a ladder could answer, and at least one may in a while. */
    LADDER_EXHAUSTED(503, "server_error", "ladder_exhausted", Again.NEVER, Verdict.ALIVE, Rank.NONE, 10),
    /** No rung of a ladder could answer, and none will before somebody changes something. */
    LADDER_UNUSABLE(
            403, "upstream_error", "ladder_exhausted", Again.NEVER, Verdict.ALIVE, Rank.NONE, 0, Trait.FOR_A_PERSON),
    /** A whole answer that a ladder's caller cannot use: no text and no tool call, or not the JSON that was asked for. */
    UNUSABLE_ANSWER(502, "server_error", "unusable_answer", Again.NEXT_RUNG, Verdict.ALIVE, 10, 0),
    /** The gateway, or the provider, has as many calls in flight as it may have. */
    GATEWAY_BUSY(429, "rate_limit_error", "gateway_busy", Again.NEXT_RUNG, Verdict.NOTHING, 17, 1),
    /** The gateway is being undeployed. */
    GATEWAY_STOPPING(503, "server_error", "gateway_stopping", Again.NEVER, Verdict.ALIVE, Rank.NONE, 10),
    /** The client went away. Nobody reads this failure but the log; 499 is nginx's number for it. */
    CLIENT_GONE(499, "invalid_request_error", "client_gone", Again.NEVER, Verdict.NOTHING, Rank.NONE, 0),
    /** A defect of the gateway itself. */
    INTERNAL_ERROR(500, "server_error", "internal_error", Again.NEVER, Verdict.NOTHING, Rank.NONE, 0);

    /** What a dispatcher may do after a failure. */
    public enum Again {
        /** Nothing: another attempt would fail the same way, or must not be made. */
        NEVER,
        /** Ask another route. */
        NEXT_RUNG,
        /** Ask the same route again, or another. */
        SAME_RUNG
    }

    /** What a failure says of the route that was asked. */
    public enum Verdict {
        /** It does not work; this counts for its breaker. */
        DOWN,
        /** It answered, so it is there: what it disliked is the request or the account. */
        ALIVE,
        /** Nothing: it had no part in it. */
        NOTHING
    }

    /** Enum constants cannot name a constant of their own class. */
    private interface Rank {
        /** Of what never stands for other failures. */
        int NONE = 99;
    }

    private enum Trait {
        /** Only a person can mend it: a retry by the client fails again. */
        FOR_A_PERSON,
        /** Only the caller can mend it, with another request. It stays what it is when no rung of a ladder could answer. */
        FOR_THE_CALLER,
        /** The provider's own status, type and code go to the client. */
        PASSED_ON,
        /** The route is left alone for a while. */
        COOLS,
        /** Clients are told not to try again, whatever they make of the status. */
        NOT_AGAIN
    }

    private final int status;
    private final String type;
    private final String code;
    private final Again again;
    private final Verdict verdict;
    private final int rank;
    private final int retryAfter;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of() makes one that cannot be changed.
    private final Set<Trait> traits;

    FailureKind(
            int status,
            String type,
            String code,
            Again again,
            Verdict verdict,
            int rank,
            int retryAfter,
            Trait... traits) {
        this.status = status;
        this.type = type;
        this.code = code;
        this.again = again;
        this.verdict = verdict;
        this.rank = rank;
        this.retryAfter = retryAfter;
        this.traits = Set.of(traits);
    }

    /** HTTP status for the client; where {@link #passesOn()} holds, the provider's own 400, 404 or 413 is used instead. */
    public int status() {
        return status;
    }

    /** OpenAI's {@code error.type}. */
    public String type() {
        return type;
    }

    /** OpenAI's {@code error.code}. */
    public String code() {
        return code;
    }

    /** What a dispatcher may do next, as long as no answer was begun. */
    public Again again() {
        return again;
    }

    /** What it says of the route that was asked. */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * Its place among the failures of a ladder's rungs: the lowest tells an operator most about what to do. First what a person
     * must act on, then what a provider said, then what only time mends.
     */
    public int rank() {
        return rank;
    }

    /** Seconds after which another try is worth it, when the gateway itself says so; otherwise 0. */
    public int retryAfterSeconds() {
        return retryAfter;
    }

    /** Whether the route is to be left alone for a while. */
    public boolean cools() {
        return traits.contains(Trait.COOLS);
    }

    /** Whether nothing but a person's doing can mend it: a key, money, a setting, another model. */
    public boolean isForAPerson() {
        return traits.contains(Trait.FOR_A_PERSON);
    }

    /** Whether nothing but another request can mend it. */
    public boolean isForTheCaller() {
        return traits.contains(Trait.FOR_THE_CALLER);
    }

    /** Whether the provider's own status, type and code go to the client, because they speak of its request. */
    public boolean passesOn() {
        return traits.contains(Trait.PASSED_ON);
    }

    /** Value of {@code x-should-retry}; null when the SDK's own rule for the status is right. */
    public @Nullable String shouldRetry() {
        return (isForAPerson() && status != 404) || traits.contains(Trait.NOT_AGAIN) ? "false" : null;
    }
}
