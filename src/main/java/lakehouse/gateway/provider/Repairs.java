package lakehouse.gateway.provider;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What was changed in a request so that a provider accepts it without another meaning. The caller hears of it in one
 * warning. For one thread.
 */
public final class Repairs {
    /** Opens the warning. */
    public static final String WARNING = "request_repaired; ";

    private final Set<String> done = new LinkedHashSet<>();

    /** Notes a repair: a few words of printable ASCII, the same each time. */
    public void note(String what) {
        done.add(what);
    }

    /** Tells what was noted. */
    public void tell(AnswerWatch watch) {
        if (!done.isEmpty()) {
            watch.warn(toString());
        }
    }

    @Override
    public String toString() {
        return done.isEmpty() ? "" : WARNING + String.join(", ", done);
    }
}
