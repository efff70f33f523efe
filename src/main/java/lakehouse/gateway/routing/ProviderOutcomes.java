package lakehouse.gateway.routing;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/** How the last attempt at each provider ended, from real traffic only. Lost at a restart. */
@Shared
public class ProviderOutcomes {
    /**
     * How an attempt ended.
     *
     * @param outcome {@code ok}, or the code of the failure
     * @param at when
     */
    public record Outcome(String outcome, Instant at) {}

    private final Map<String, Outcome> last = new ConcurrentHashMap<>();

    /** Notes the end of an attempt. */
    public void record(String provider, String outcome) {
        last.put(provider, new Outcome(outcome, Instant.now()));
    }

    /** The last outcome; null when the provider was not asked yet. */
    public @Nullable Outcome last(String provider) {
        return last.get(provider);
    }
}
