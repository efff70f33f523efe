package lakehouse.gateway.ledger;

import java.time.Instant;
import java.util.List;
import lakehouse.gateway.form.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A call as it stands at one moment. Immutable.
 *
 * @param requestId the id under which client, log and ledger know the call
 * @param caller name of the key that the caller showed; {@code none} when none was needed
 * @param receivedAt when the call came in
 * @param millis how long it has taken
 * @param stream whether the client wants a stream
 * @param ladder name of the ladder; null when the call names its route
 * @param rung place on the ladder of the route asked last, from 1; 0 without one
 * @param provider id of the provider asked last; {@code none} while there is none
 * @param model the provider's name of the model asked last; {@code none} while there is none
 * @param attempts requests sent to providers so far
 * @param outcome {@code running}, {@code ok} or the code of a failure
 * @param usage what the answer used; null when there is none, or no figures
 * @param trail every attempt, and every rung passed over, in order
 */
public record CallRecord(
        String requestId,
        String caller,
        Instant receivedAt,
        long millis,
        boolean stream,
        @Nullable String ladder,
        int rung,
        String provider,
        String model,
        int attempts,
        String outcome,
        @Nullable Usage usage,
        List<AttemptRecord> trail) {
    /** The outcome of a call or attempt that is under way. */
    static final String RUNNING = "running";
}
