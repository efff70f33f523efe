package lakehouse.gateway.provider;

import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Settings that not every dialect reads.
 *
 * @param surface which of a provider's APIs is spoken; null for the dialect's own choice
 * @param budget what the operator says about the length of answers
 * @param keepAlive how long a provider that runs models itself keeps one loaded, in its own notation; null for its default
 * @param contextLength context window to load a model with, in tokens; null for the provider's default
 * @param autoMaxPrice what a model that chooses other models may cost as a rung
 */
public record DialectSettings(
        @Nullable String surface,
        TokenBudget budget,
        @Nullable String keepAlive,
        @Nullable Integer contextLength,
        PriceCap autoMaxPrice) {
    /** Everything as the dialect chooses. */
    public static final DialectSettings NONE = new DialectSettings(null, TokenBudget.NONE, null, null, PriceCap.NONE);

    static DialectSettings read(Settings settings, String id) {
        return new DialectSettings(
                settings.find(Setting.PROVIDER_SURFACE, id),
                TokenBudget.read(settings, id),
                settings.find(Setting.PROVIDER_KEEP_ALIVE, id),
                settings.find(Setting.PROVIDER_NUM_CTX, id),
                PriceCap.read(settings, id));
    }
}
