package lakehouse.gateway.providers.ollama;

import jakarta.enterprise.context.ApplicationScoped;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.ProviderSettings;

/** The dialect {@code ollama}. */
@ApplicationScoped
public class OllamaDialect implements Dialect {
    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, ChatCall call) {
        return new CommonFormTranslator(provider, call);
    }
}
