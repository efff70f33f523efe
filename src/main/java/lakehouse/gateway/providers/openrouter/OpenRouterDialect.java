package lakehouse.gateway.providers.openrouter;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.config.Form;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.ManagementApi;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.UsageReport;

/** The dialect {@code openrouter}. */
@Shared
public class OpenRouterDialect implements Dialect, UsageReport {
    static final Setting<Map<String, BigDecimal>> AUTO_MAX_PRICE = Setting.optional(
            "gateway.provider.<id>.auto-max-price",
            Form.of(
                    "list of prices",
                    "prompt=1.5,completion=6, in US dollars per million tokens",
                    PriceOfAuto::read,
                    cap -> !cap.isEmpty()));

    @Inject
    ReasoningMemory memory;

    @Override
    public String name() {
        return "openrouter";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(AUTO_MAX_PRICE);
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, Inquiry call) {
        return new OpenRouterTranslator(provider, call, memory);
    }

    @Override
    public JsonObject usage(ProviderSettings provider) {
        return ManagementApi.ask(
                provider,
                provider.baseUrl(),
                OpenRouterUsageApi.class,
                reply -> OpenRouterFailures.failure(provider, reply, System.currentTimeMillis()),
                api -> OpenRouterUsageMapper.report(
                        api.credits(ManagementApi.bearer(provider), provider.userAgent()),
                        api.key(ManagementApi.bearer(provider), provider.userAgent())));
    }
}
