package lakehouse.gateway.provider;

import jakarta.json.JsonObject;

/** The ability of a dialect to list models in its own way. One that lacks it is asked as OpenAI is. */
public interface ModelListing {
    /**
     * Asks the provider now. Blocks for at most a few seconds.
     *
     * @return a document with a list {@code data} of objects with at least an {@code id}
     * @throws RuntimeException when it gives no answer that can be read
     */
    JsonObject models(ProviderSettings provider);
}
