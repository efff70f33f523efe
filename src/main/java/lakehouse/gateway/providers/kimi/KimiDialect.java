package lakehouse.gateway.providers.kimi;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import lakehouse.gateway.config.Form;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.Dialects;
import lakehouse.gateway.provider.ManagementApi;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.UsageReport;

/**
 * The dialect {@code kimi}. Its surface {@code anthropic} is documented as open to clients that name themselves truly; its
 * surface {@code openai} admits approved clients only, so it is not the default.
 */
@Shared
public class KimiDialect implements Dialect, UsageReport {
    static final String ANTHROPIC = "anthropic";
    static final String OPENAI = "openai";
    static final Setting<String> SURFACE =
            Setting.elsewhere("gateway.provider.<id>.surface", Form.choice(ANTHROPIC, OPENAI), "the dialect's own");

    @Inject
    ReasoningMemory memory;

    @Inject
    Dialects dialects;

    @Override
    public String name() {
        return "kimi";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(SURFACE);
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, Inquiry call) {
        if (OPENAI.equals(provider.own().find(SURFACE))) {
            return new KimiOpenAiTranslator(provider, call, memory);
        }
        return KimiAnthropicTranslator.over(dialects.named(ANTHROPIC), provider, call, memory);
    }

    @Override
    public JsonObject usage(ProviderSettings provider) {
        JsonObject raw = ManagementApi.ask(
                provider,
                provider.resolveBesideVersion("v1"),
                KimiUsageApi.class,
                reply -> KimiFailures.failure(provider, reply),
                api -> api.usages(ManagementApi.bearer(provider), provider.userAgent()));
        return KimiUsageMapper.report(raw);
    }
}
