package lakehouse.gateway.routing;

import java.time.Duration;

/** Knows which models a provider has, as far as anybody asked. */
public interface KnownModels {
    /** Whether the provider's list is known and does not name the model. Never waits for anybody. */
    boolean lacks(String provider, String model);

    /** Whether nobody answered when the provider's list was last asked for. False while it was not. Never waits for anybody. */
    default boolean isSilent(String provider) {
        return false;
    }

    /**
     * Asks those on this machine that need no key, which costs nothing, and waits for their lists. One that was asked a few
     * seconds ago is not asked again.
     *
     * @param patience the longest wait
     */
    default void askThisMachine(Duration patience) {}
}
