package lakehouse.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.threads.Time;
import org.jspecify.annotations.Nullable;

/** A call that is under way. Filled step by step by one thread at a time; safe to read from others. */
public final class Call {
    private static final String NONE = "none";

    private final String requestId;
    private final Time time;
    private final Instant receivedAt;
    private final long startedAt;
    private final List<AttemptRecord> trail = new CopyOnWriteArrayList<>();
    private volatile String caller = NONE;
    private volatile String provider = NONE;
    private volatile String model = NONE;
    private volatile @Nullable String ladder;
    private volatile int rung;
    private volatile int attempts;
    private volatile boolean stream;
    private volatile @Nullable Usage usage;
    private volatile Map<String, String> limits = Map.of();
    private volatile String outcome = CallRecord.RUNNING;
    private volatile long endedAt;

    /** A call under an id of the gateway's own. */
    public Call(Time time) {
        this("req_" + UUID.randomUUID().toString().replace("-", ""), time);
    }

    /**
     * A call that comes in now.
     *
     * @param requestId the id under which client, log and ledger know the call
     */
    public Call(String requestId, Time time) {
        this.requestId = requestId;
        this.time = time;
        receivedAt = time.instant();
        startedAt = time.now();
    }

    /** Notes who asks: the name of the key shown. */
    public void caller(String name) {
        caller = name;
    }

    /** Notes whether the client wants a stream. */
    public void stream(boolean wanted) {
        stream = wanted;
    }

    /** Notes the ladder that is climbed. */
    public void climbs(String ladderName) {
        ladder = ladderName;
    }

    /**
     * Notes where the call goes next.
     *
     * @param toRung place on the ladder, from 1; 0 without one
     */
    public void routed(String toProvider, String toModel, int toRung) {
        provider = toProvider;
        model = toModel;
        rung = toRung;
    }

    /** Notes that a request leaves for the provider. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread at a time writes; the others only read.
    public void attempted() {
        attempts = attempts + 1;
        limits = Map.of();
        trail.add(AttemptRecord.begun(provider, model, rung, time.instant()));
    }

    /** Notes what the provider that answers says of its rate limits, by names of headers. */
    public void limits(Map<String, String> said) {
        limits = said;
    }

    /** What the provider that answers said of its rate limits. */
    public Map<String, String> limits() {
        return limits;
    }

    /** Notes that a rung was passed over without a request. */
    public void passedOver(Failure failure) {
        trail.add(AttemptRecord.begun(provider, model, rung, time.instant()).failed(failure, 0));
    }

    /** Notes that the last attempt failed. */
    public void attemptFailed(Failure failure) {
        AttemptRecord last = trail.get(trail.size() - 1);
        trail.set(trail.size() - 1, last.failed(failure, took(last)));
    }

    /**
     * Notes that the last attempt gave its whole answer.
     *
     * @param figures what it used; null when the vendor did not say
     */
    public void attemptAnswered(@Nullable Usage figures) {
        AttemptRecord last = trail.get(trail.size() - 1);
        Usage kept = KeptUsage.of(figures);
        usage = kept;
        trail.set(trail.size() - 1, last.answered(kept, took(last)));
    }

    private long took(AttemptRecord entry) {
        return Duration.between(entry.startedAt(), time.instant()).toMillis();
    }

    /** Notes how the call ended: {@code ok} or the code of a failure. */
    public void ended(String how) {
        outcome = how;
        endedAt = time.now();
    }

    /** The id under which client, log and ledger know the call. */
    public String requestId() {
        return requestId;
    }

    /** Name of the key that the caller showed; {@code none} when none was needed. */
    public String caller() {
        return caller;
    }

    /** Id of the provider asked last; {@code none} while there is none. */
    public String provider() {
        return provider;
    }

    /** The provider's name of the model asked last; {@code none} while there is none. */
    public String model() {
        return model;
    }

    /** Name of the ladder; null when the call names its route. */
    public @Nullable String ladder() {
        return ladder;
    }

    /** Place on the ladder, from 1; 0 without one. */
    public int rung() {
        return rung;
    }

    /** Requests sent to providers so far. */
    public int attempts() {
        return attempts;
    }

    /** Every attempt, and every rung passed over, in order. */
    public List<AttemptRecord> trail() {
        return List.copyOf(trail);
    }

    /** Whether the client wants a stream. */
    public boolean stream() {
        return stream;
    }

    /** What the answer used; null when there is none, or no figures. */
    public @Nullable Usage usage() {
        return usage;
    }

    /** When the call came in, in the terms of {@link Time#now()}. */
    public long startedAt() {
        return startedAt;
    }

    /** Milliseconds that the call has taken. */
    public long millis() {
        long end = endedAt == 0 ? time.now() : endedAt;
        return Duration.ofNanos(end - startedAt).toMillis();
    }

    /** The call as it stands now. */
    public CallRecord record() {
        return new CallRecord(
                requestId,
                caller,
                receivedAt,
                millis(),
                stream,
                ladder,
                rung,
                provider,
                model,
                attempts,
                outcome,
                usage,
                trail());
    }
}
