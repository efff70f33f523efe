package lakehouse.gateway.providers.anthropic;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.ManagementApi;
import lakehouse.gateway.provider.ModelListing;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;

/** The dialect {@code anthropic}. */
@Shared
public class AnthropicDialect implements Dialect, ModelListing {
    @Inject
    ReasoningMemory memory;

    @Override
    public String name() {
        return "anthropic";
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, Inquiry call) {
        return new AnthropicTranslator(provider, call, memory);
    }

    @Override
    public JsonObject models(ProviderSettings provider) {
        return ManagementApi.ask(
                provider,
                provider.resolveBesideVersion("v1"),
                AnthropicModelsApi.class,
                reply -> AnthropicErrors.failure(provider, reply),
                api -> AnthropicModels.list(api.models(
                        provider.apiKey() == null ? null : provider.apiKey().reveal(),
                        AnthropicTranslator.VERSION,
                        provider.userAgent())));
    }
}
