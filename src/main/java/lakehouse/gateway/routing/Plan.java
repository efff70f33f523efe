package lakehouse.gateway.routing;

import java.util.List;
import lakehouse.gateway.upstream.ClockLimits;
import org.jspecify.annotations.Nullable;

/**
 * Where a call may go.
 *
 * @param rungs {@code provider/model} of each route, best first; at least one
 * @param ladder the ladder they come from; null for a call that names its route
 * @param first the first route, which exists already for a call that names its route; null for a ladder
 */
public record Plan(
        List<String> rungs,
        @Nullable Ladder ladder,
        @Nullable Route first) {
    static Plan direct(Route route) {
        return new Plan(List.of(route.provider().id() + "/" + route.model()), null, route);
    }

    static Plan of(Ladder ladder) {
        return new Plan(ladder.rungs(), ladder, null);
    }

    /** Whether an answer is checked, and a stream held back, before anything of it goes to the client. */
    public boolean holds() {
        return ladder != null && ladder.holds();
    }

    /** The clocks of an attempt at a route. */
    public ClockLimits clocks(Route route) {
        ClockLimits own = route.provider().settings().clocks();
        return ladder == null ? own : ladder.clocks(own);
    }

    /** Limit of the whole call, all attempts together, in nanoseconds. */
    public long totalNanos() {
        if (ladder != null) {
            return ladder.total().toNanos();
        }
        if (first == null) {
            throw new IllegalStateException("A plan without a ladder has its route.");
        }
        return first.provider().settings().clocks().total().toNanos();
    }
}
