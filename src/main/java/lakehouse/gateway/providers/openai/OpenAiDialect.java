package lakehouse.gateway.providers.openai;

import jakarta.inject.Inject;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;

/** The dialect {@code openai}. */
@Shared
public class OpenAiDialect implements Dialect {
    @Inject
    ReasoningMemory memory;

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, Inquiry call) {
        return new CommonFormTranslator(provider, call, memory);
    }
}
