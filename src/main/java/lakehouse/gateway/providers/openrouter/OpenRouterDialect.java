package lakehouse.gateway.providers.openrouter;

import jakarta.enterprise.context.ApplicationScoped;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.ProviderSettings;

/** The dialect {@code openrouter}. */
@ApplicationScoped
public class OpenRouterDialect implements Dialect {
    @Override
    public String name() {
        return "openrouter";
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, ChatCall call) {
        return new OpenRouterTranslator(provider, call);
    }
}
