package lakehouse.gateway.routing;

import lakehouse.gateway.provider.Provider;

/**
 * What a request resolves to.
 *
 * @param provider who is asked
 * @param model the provider's own name of the model
 */
public record Route(Provider provider, String model) {}
