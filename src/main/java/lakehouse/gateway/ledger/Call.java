package lakehouse.gateway.ledger;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** One HTTP request to the gateway. Filled step by step by one thread at a time; safe to read from others. */
public final class Call {
    private static final String ATTRIBUTE = "lakehouse.call";
    private static final String NONE = "none";
    private static final String RUNNING = "running";

    private final String requestId;
    private final Instant receivedAt = Instant.now();
    private final long startedAt = System.nanoTime();
    private final List<AttemptEntry> trail = new CopyOnWriteArrayList<>();
    private volatile String caller = NONE;
    private volatile String provider = NONE;
    private volatile String model = NONE;
    private volatile @Nullable String ladder;
    private volatile int rung;
    private volatile int attempts;
    private volatile boolean stream;
    private volatile @Nullable JsonObject usage;
    private volatile Map<String, String> limits = Map.of();
    private volatile String outcome = RUNNING;
    private volatile long endedAt;

    /** A call under an id of the gateway's own. */
    public Call() {
        this("req_" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** @param requestId the id under which client, log and ledger know the call */
    public Call(String requestId) {
        this.requestId = requestId;
    }

    /** The call that a request belongs to; a nameless one when the request never reached the gateway's filters. */
    public static Call of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Call call ? call : new Call(NONE);
    }

    /** Ties the call to its request. */
    public void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
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
        trail.add(new AttemptEntry(provider, model, rung, Instant.now(), 0, RUNNING, null, null, null, null));
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
        trail.add(new AttemptEntry(provider, model, rung, Instant.now(), 0, RUNNING, null, null, null, null)
                .failed(failure, 0));
    }

    /** Notes that the last attempt failed. */
    public void attemptFailed(Failure failure) {
        AttemptEntry last = trail.get(trail.size() - 1);
        trail.set(trail.size() - 1, last.failed(failure, took(last)));
    }

    /**
     * Notes that the last attempt gave its whole answer.
     *
     * @param figures the vendor's usage figures, as sent
     */
    public void attemptAnswered(@Nullable JsonObject figures) {
        AttemptEntry last = trail.get(trail.size() - 1);
        JsonObject kept = KeptUsage.of(figures);
        usage = kept;
        trail.set(trail.size() - 1, last.answered(kept, took(last)));
    }

    private static long took(AttemptEntry entry) {
        return Duration.between(entry.startedAt(), Instant.now()).toMillis();
    }

    /** Notes how the call ended: {@code ok} or the code of a failure. */
    public void ended(String how) {
        outcome = how;
        endedAt = System.nanoTime();
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
    public List<AttemptEntry> trail() {
        return List.copyOf(trail);
    }

    /** What failed where, for the error envelope. */
    public JsonArray failedTrail() {
        JsonArrayBuilder list = JsonParts.array();
        for (AttemptEntry entry : trail) {
            var item = JsonParts.object()
                    .add("provider", entry.provider())
                    .add("model", entry.model())
                    .add("code", entry.outcome())
                    .add("milliseconds", entry.millis());
            if (entry.upstreamStatus() != null) {
                item.add("upstream_status", entry.upstreamStatus());
            }
            if (entry.clock() != null) {
                item.add("clock", entry.clock());
            }
            list.add(item);
        }
        return list.build();
    }

    /** Whether the client wants a stream. */
    public boolean stream() {
        return stream;
    }

    /** The usage figures of the answer; null when there are none. */
    public @Nullable JsonObject usage() {
        return usage;
    }

    /** {@code running}, {@code ok} or the code of a failure. */
    public String outcome() {
        return outcome;
    }

    /** When the call came in. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** When the call came in, in {@link System#nanoTime()} terms. */
    public long startedAt() {
        return startedAt;
    }

    /** Milliseconds that the call has taken. */
    public long millis() {
        long end = endedAt == 0 ? System.nanoTime() : endedAt;
        return Duration.ofNanos(end - startedAt).toMillis();
    }
}
