package lakehouse.gateway.ledger;

import jakarta.json.JsonObject;
import java.time.Instant;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.UpstreamEvidence;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt of a call went.
 *
 * @param provider id of the provider asked, or that would have been asked
 * @param model the provider's name of the model
 * @param rung place on the ladder, from 1; 0 for a call that names its route
 * @param startedAt when it began
 * @param millis how long it took
 * @param outcome {@code ok} or the code of its failure
 * @param clock name of the clock that ran out; null when none did
 * @param upstreamStatus HTTP status of a failure; null when there was none
 * @param upstreamRequestId the vendor's id of the request; null when unknown
 * @param usage the vendor's figures; null for a failure, whose tokens nobody got
 */
public record AttemptEntry(
        String provider,
        String model,
        int rung,
        Instant startedAt,
        long millis,
        String outcome,
        @Nullable String clock,
        @Nullable Integer upstreamStatus,
        @Nullable String upstreamRequestId,
        @Nullable JsonObject usage) {

    /** This entry with the outcome known. */
    AttemptEntry failed(Failure failure, long took) {
        UpstreamEvidence evidence = failure.evidence();
        return new AttemptEntry(
                provider,
                model,
                rung,
                startedAt,
                took,
                failure.kind().code(),
                failure.clock(),
                evidence == null ? null : evidence.status(),
                evidence == null ? null : KeptUsage.id(evidence.requestId()),
                null);
    }

    /** This entry with the outcome known. */
    AttemptEntry answered(@Nullable JsonObject figures, long took) {
        return new AttemptEntry(provider, model, rung, startedAt, took, "ok", null, null, null, figures);
    }
}
