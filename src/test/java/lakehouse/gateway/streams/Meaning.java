package lakehouse.gateway.streams;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means, whatever its bytes.
 *
 * @param choices in the order of their index
 * @param prompt tokens; null when the provider counts none
 */
record Meaning(List<Said> choices, @Nullable Integer prompt) {

    /** One choice. */
    record Said(String text, String reasoning, List<Call> calls, String finish) {}

    /**
     * A tool call.
     *
     * @param id as the provider gave it; empty when it gave none that a client can use
     */
    record Call(String id, String name, String arguments) {}
}
