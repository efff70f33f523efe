package lakehouse.gateway.routing;

/** Knows which models a provider has, as far as anybody asked. */
public interface KnownModels {
    /** Whether the provider's list is known and does not name the model. Never waits for anybody. */
    boolean lacks(String provider, String model);

    /** Asks those on this machine that need no key, which costs nothing, and waits a moment for their lists. */
    default void askThisMachine() {}
}
