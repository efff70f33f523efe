package lakehouse.gateway.providers.anthropic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;

/**
 * What was changed in a request because the API would have refused it, each kind once, for the caller's warning header. A
 * history that was refused once would be refused at each further turn. For one thread.
 */
final class AnthropicRepairs {
    private final Set<String> done = new LinkedHashSet<>();

    /** @param words a code, a semicolon and the reason, in printable ASCII */
    void note(String words) {
        done.add(words);
    }

    List<String> all() {
        return new ArrayList<>(done);
    }

    /** What cannot be repaired without a change of its meaning. */
    static GatewayException refused(String param, String rule) {
        return Failure.ofParam(
                        FailureKind.VENDOR_RULE,
                        param,
                        "The request cannot go to this provider: " + rule
                                + " Nothing was sent. Change it or ask another provider.")
                .exception();
    }
}
