package lakehouse.gateway.routing;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.ledger.AttemptRecord;
import lakehouse.gateway.ledger.CallObserver;
import lakehouse.gateway.ledger.CallRecord;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/** How the last attempt at each provider ended, from real traffic only. Lost at a restart. */
@Shared
public class ProviderOutcomes implements CallObserver {
    /**
     * How an attempt ended.
     *
     * @param outcome {@code ok}, or the code of the failure
     * @param at when
     */
    public record Outcome(String outcome, Instant at) {}

    private final Map<String, Outcome> last = new ConcurrentHashMap<>();

    @Override
    public void attempted(CallRecord call, AttemptRecord attempt, @Nullable Failure failure) {
        last.put(
                attempt.provider(),
                new Outcome(attempt.outcome(), attempt.startedAt().plusMillis(attempt.millis())));
    }

    /** The last outcome; null when the provider was not asked yet. */
    public @Nullable Outcome last(String provider) {
        return last.get(provider);
    }
}
