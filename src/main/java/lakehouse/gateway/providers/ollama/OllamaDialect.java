package lakehouse.gateway.providers.ollama;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.FailureClassifier;
import lakehouse.gateway.provider.ManagementApi;
import lakehouse.gateway.provider.ModelListing;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.SettingsCheck;

/** The dialect {@code ollama}: the native API, or with {@code surface=openai} the OpenAI-shaped one. */
@Shared
public class OllamaDialect implements Dialect, ModelListing, SettingsCheck {
    private static final String NATIVE = "native";
    private static final String OPENAI = "openai";

    @Inject
    ReasoningMemory memory;

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, Inquiry call) {
        return OPENAI.equals(provider.own().surface())
                ? new OllamaOpenAiTranslator(provider, call, memory)
                : new OllamaTranslator(provider, call, memory);
    }

    /** Both surfaces stand on the same server, and its own list says more. */
    @Override
    public JsonObject models(ProviderSettings provider) {
        JsonObject tags = ManagementApi.ask(
                provider,
                provider.resolveBesideVersion("api"),
                OllamaTagsApi.class,
                reply -> FailureClassifier.failure(provider, reply),
                api -> api.tags(ManagementApi.bearer(provider), provider.userAgent()));
        return OllamaModels.list(tags);
    }

    @Override
    public Optional<String> problem(ProviderSettings provider) {
        if (!name().equals(provider.dialect())) {
            return Optional.empty();
        }
        String surface = provider.own().surface();
        if (surface != null && !surface.equals(NATIVE) && !surface.equals(OPENAI)) {
            return Optional.of(InvalidSettingException.message(
                    Setting.PROVIDER_SURFACE.key(provider.id()), surface, "native or openai"));
        }
        String keepAlive = provider.own().keepAlive();
        return keepAlive == null || KeepAlive.isValid(keepAlive)
                ? Optional.empty()
                : Optional.of(InvalidSettingException.message(
                        Setting.PROVIDER_KEEP_ALIVE.key(provider.id()),
                        keepAlive,
                        "seconds such as 300, -1 for ever, or a number with a unit such as 10m"));
    }
}
