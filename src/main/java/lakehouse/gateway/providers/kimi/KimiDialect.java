package lakehouse.gateway.providers.kimi;

import jakarta.enterprise.context.ApplicationScoped;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.ProviderSettings;

/** The dialect {@code kimi}. */
@ApplicationScoped
public class KimiDialect implements Dialect {
    @Override
    public String name() {
        return "kimi";
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, ChatCall call) {
        return new CommonFormTranslator(provider, call);
    }
}
