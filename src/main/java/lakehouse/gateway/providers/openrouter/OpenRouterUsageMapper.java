package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.UsageWindows;

/** Reads {@code /credits} and {@code /key}; amounts are US dollars. */
final class OpenRouterUsageMapper {
    private OpenRouterUsageMapper() {}

    static JsonObject report(JsonObject credits, JsonObject key) {
        JsonObject account = data(credits);
        JsonObject limits = data(key);
        JsonObjectBuilder report = JsonParts.object()
                .add(
                        "windows",
                        JsonParts.array()
                                .add(UsageWindows.window(
                                        "key",
                                        UsageWindows.number(limits.get("limit")),
                                        UsageWindows.number(limits.get("usage")),
                                        UsageWindows.number(limits.get("limit_remaining")),
                                        null,
                                        JsonParts.string(limits, "limit_reset"))));
        BigDecimal bought = UsageWindows.number(account.get("total_credits"));
        BigDecimal used = UsageWindows.number(account.get("total_usage"));
        if (bought != null && used != null) {
            report.add(
                    "credit",
                    JsonParts.object()
                            .add("currency", "USD")
                            .add("total", bought)
                            .add("used", used)
                            .add("remaining", bought.subtract(used)));
        }
        return report.add("raw", JsonParts.object().add("credits", credits).add("key", key))
                .build();
    }

    private static JsonObject data(JsonObject answer) {
        return answer.get("data") instanceof JsonObject data ? data : JsonValue.EMPTY_JSON_OBJECT;
    }
}
