package lakehouse.gateway.providers.ollama;

import java.util.List;
import java.util.Locale;
import lakehouse.gateway.provider.ProviderSettings;

/**
 * Names of models in the cloud. Through a local server they end in {@code -cloud}, which it cuts before it passes the
 * request on; the cloud itself does not know the ending.
 */
final class OllamaModelNames {
    private static final String CLOUD = "ollama.com";
    private static final List<String> ENDINGS = List.of("-cloud", ":cloud");

    private OllamaModelNames() {}

    static String upstream(ProviderSettings provider, String model) {
        if (!isCloud(provider)) {
            return model;
        }
        for (String ending : ENDINGS) {
            if (model.endsWith(ending)) {
                return model.substring(0, model.length() - ending.length());
            }
        }
        return model;
    }

    /** Whether the provider is Ollama's cloud itself, as against a server of somebody's own. */
    static boolean isCloud(ProviderSettings provider) {
        String host = String.valueOf(provider.baseUrl().getHost()).toLowerCase(Locale.ROOT);
        return host.equals(CLOUD) || host.endsWith("." + CLOUD);
    }
}
