package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.UsageWindows;
import org.jspecify.annotations.Nullable;

/** Reads {@code /usages} in both shapes that are known: a list of limits, and, for newer accounts, ratios by name. */
final class KimiUsageMapper {
    private KimiUsageMapper() {}

    static JsonObject report(JsonObject raw) {
        JsonArrayBuilder windows = JsonParts.array();
        if (raw.get("usage") instanceof JsonObject whole) {
            windows.add(counted("plan", whole));
        }
        for (JsonObject limit : JsonParts.objects(raw.get("limits"))) {
            if (limit.get("detail") instanceof JsonObject detail) {
                windows.add(counted(name(limit.get("window") instanceof JsonObject window ? window : null), detail));
            }
        }
        if (raw.get("usages") instanceof JsonObject byName) {
            byName.forEach((name, value) -> {
                if (value instanceof JsonObject window) {
                    windows.add(ratio(name.startsWith("limit_") ? name.substring("limit_".length()) : name, window));
                }
            });
        }
        JsonObjectBuilder report = JsonParts.object().add("windows", windows);
        if (raw.get("parallel") instanceof JsonObject parallel && UsageWindows.number(parallel.get("limit")) != null) {
            report.add("parallel_limit", UsageWindows.number(parallel.get("limit")));
        }
        return report.add("raw", raw).build();
    }

    private static JsonObject counted(String name, JsonObject window) {
        return UsageWindows.window(
                name,
                UsageWindows.number(window.get("limit")),
                UsageWindows.number(window.get("used")),
                UsageWindows.number(window.get("remaining")),
                null,
                JsonParts.string(window, "resetTime"));
    }

    private static JsonObject ratio(String name, JsonObject window) {
        return UsageWindows.window(
                name,
                UsageWindows.number(window.get("limit")),
                UsageWindows.number(window.get("used")),
                UsageWindows.number(window.get("remaining")),
                UsageWindows.number(window.get("used_ratio")),
                JsonParts.string(window, "reset_time"));
    }

    /** {@code 300 TIME_UNIT_MINUTE} is five hours, and people call it so. */
    private static String name(@Nullable JsonObject window) {
        if (window == null || !(window.get("duration") instanceof JsonNumber duration)) {
            return "window";
        }
        String unit =
                JsonParts.textOf(window, "timeUnit").replace("TIME_UNIT_", "").toLowerCase(Locale.ROOT);
        long length = duration.longValue();
        if (unit.equals("minute") && length % 60 == 0) {
            return length / 60 + "h";
        }
        return length + (unit.isEmpty() ? "" : unit.substring(0, 1));
    }
}
