package lakehouse.gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * One rung of a ladder now.
 *
 * @param route {@code provider/model} as configured
 * @param state whether it would be asked
 * @param problem what is missing and how to mend it, in words for the operator; null when nothing is
 */
public record Rung(String route, State state, @Nullable String problem) {
    /** What a rung is good for. */
    public enum State {
        /** It would be asked. */
        USABLE,
        /** It is left alone for some seconds, since it failed repeatedly or asked for a pause. */
        RESTING,
        /** Its provider has no key. */
        NO_KEY,
        /** Its provider's settings cannot be used. */
        NOT_CONFIGURED,
        /** The Ollama that it names has not pulled the model. */
        NOT_PULLED,
        /** Its provider needs no key, and nobody answered at its address when last asked. */
        NOT_ANSWERING
    }

    /** Whether it would be asked, now or in a moment. */
    public boolean canAnswer() {
        return state == State.USABLE || state == State.RESTING;
    }
}
