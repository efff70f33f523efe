package lakehouse.gateway.audit.state;

import org.jspecify.annotations.Nullable;

/**
 * What asking for a part took, all calls for it together.
 *
 * @param provider id of the provider that answered, or that failed last; {@code none} when none was asked
 * @param model the provider's name of the model
 * @param answeredBy the model that the answer names; null when it names none
 * @param attempts requests sent to providers
 * @param millis from the first request to the last answer
 * @param promptTokens as the vendor counts them; 0 when it gave no figure, like the next
 * @param completionTokens as the vendor counts them
 * @param requestId under which the last call is in log and ledger
 */
public record Asked(
        String provider,
        String model,
        @Nullable String answeredBy,
        int attempts,
        long millis,
        long promptTokens,
        long completionTokens,
        String requestId) {

    /** Nobody was asked. */
    public static final Asked NOBODY = new Asked("none", "none", null, 0, 0, 0, 0, "none");

    /** This and what came before it, for one part. */
    public Asked after(Asked earlier) {
        return new Asked(
                provider,
                model,
                answeredBy,
                attempts + earlier.attempts,
                millis + earlier.millis,
                promptTokens + earlier.promptTokens,
                completionTokens + earlier.completionTokens,
                requestId);
    }
}
