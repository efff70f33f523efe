package lakehouse.gateway.providers.ollama;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import lakehouse.gateway.config.Form;
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

/** The dialect {@code ollama}: the native API, or with {@code surface=openai} the OpenAI-shaped one. */
@Shared
public class OllamaDialect implements Dialect, ModelListing {
    static final Setting<String> KEEP_ALIVE = Setting.optional(
            "gateway.provider.<id>.keep-alive",
            Form.of(
                    "seconds, `-1` for ever, or a number with a unit, such as `10m`",
                    "seconds such as 300, -1 for ever, or a number with a unit such as 10m",
                    text -> text,
                    KeepAlive::isValid));

    static final Setting<Integer> NUM_CTX = Setting.optional("gateway.provider.<id>.num-ctx", Form.NUMBER);

    private static final String OPENAI = "openai";
    static final Setting<String> SURFACE =
            Setting.elsewhere("gateway.provider.<id>.surface", Form.choice("native", OPENAI), "the dialect's own");

    @Inject
    ReasoningMemory memory;

    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, Inquiry call) {
        return OPENAI.equals(provider.own().find(SURFACE))
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
    public List<Setting<?>> settings() {
        return List.of(SURFACE, KEEP_ALIVE, NUM_CTX);
    }
}
