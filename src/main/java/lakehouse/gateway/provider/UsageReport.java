package lakehouse.gateway.provider;

import jakarta.json.JsonObject;

/** The ability of a dialect to ask a provider what of a plan or a credit is used up. */
public interface UsageReport {
    /**
     * Asks the provider now. Blocks for at most a few seconds.
     *
     * @return {@code windows} (each with {@code name}, {@code limit}, {@code used}, {@code remaining}, {@code used_ratio},
     *     {@code resets_at}, null where the provider is silent), {@code credit} where it has one, and {@code raw}, its own words
     * @throws lakehouse.gateway.failure.GatewayException when it gives no answer that can be read
     */
    JsonObject usage(ProviderSettings provider);
}
