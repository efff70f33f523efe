package lakehouse.gateway.ledger;

import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** One HTTP request to the gateway while it runs. Filled step by step; safe to read from another thread. */
public final class Call {
    private static final String ATTRIBUTE = "lakehouse.call";
    private static final String NONE = "none";

    private final String requestId;
    private final long startedAt = System.nanoTime();
    private volatile String caller = NONE;
    private volatile String provider = NONE;
    private volatile String model = NONE;
    private volatile int attempts;
    private volatile @Nullable JsonObject usage;

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

    /** The id under which client, log and ledger know the call. */
    public String requestId() {
        return requestId;
    }

    /** Name of the key that the caller showed; {@code none} when none was needed. */
    public String caller() {
        return caller;
    }

    /** Notes who asks. */
    public void caller(String name) {
        caller = name;
    }

    /** Id of the provider asked last; {@code none} while there is none. */
    public String provider() {
        return provider;
    }

    /** The provider's name of the model asked last; {@code none} while there is none. */
    public String model() {
        return model;
    }

    /** Requests sent to providers so far. */
    public int attempts() {
        return attempts;
    }

    /** Notes the route. */
    public void routed(String toProvider, String toModel) {
        provider = toProvider;
        model = toModel;
    }

    /** Notes that a request leaves for the provider. Called by one thread at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void attempted() {
        attempts = attempts + 1;
    }

    /** Notes usage figures; the last ones seen count. */
    public void used(@Nullable JsonObject figures) {
        if (figures != null) {
            usage = figures;
        }
    }

    /** The provider's usage figures; null when it gave none. */
    public @Nullable JsonObject usage() {
        return usage;
    }

    /** Nanoseconds since the call came in. */
    public long age() {
        return System.nanoTime() - startedAt;
    }

    /** When the call came in, in {@link System#nanoTime()} terms. */
    public long startedAt() {
        return startedAt;
    }
}
