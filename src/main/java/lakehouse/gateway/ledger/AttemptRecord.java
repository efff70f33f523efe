package lakehouse.gateway.ledger;

import java.time.Instant;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.UpstreamEvidence;
import lakehouse.gateway.form.Usage;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt of a call went, or why a rung was passed over without one. Immutable.
 *
 * @param provider id of the provider asked, or that would have been asked
 * @param model the provider's name of the model
 * @param rung place on the ladder, from 1; 0 for a call that names its route
 * @param startedAt when it began
 * @param millis how long it took
 * @param outcome {@code running}, {@code ok} or the code of its failure
 * @param clock name of the clock that ran out; null when none did
 * @param upstreamStatus HTTP status of a failure; null when there was none
 * @param upstreamRequestId the vendor's id of the request; null when unknown
 * @param usage the vendor's figures; null for a failure, whose tokens nobody got
 */
public record AttemptRecord(
        String provider,
        String model,
        int rung,
        Instant startedAt,
        long millis,
        String outcome,
        @Nullable String clock,
        @Nullable Integer upstreamStatus,
        @Nullable String upstreamRequestId,
        @Nullable Usage usage) {

    /** An attempt that has just begun. */
    static AttemptRecord begun(String provider, String model, int rung, Instant now) {
        return new AttemptRecord(provider, model, rung, now, 0, CallRecord.RUNNING, null, null, null, null);
    }

    /** This attempt with the outcome known. */
    AttemptRecord failed(Failure failure, long took) {
        UpstreamEvidence evidence = failure.evidence();
        return new AttemptRecord(
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

    /** This attempt with the outcome known. */
    AttemptRecord answered(@Nullable Usage figures, long took) {
        return new AttemptRecord(provider, model, rung, startedAt, took, "ok", null, null, null, figures);
    }
}
