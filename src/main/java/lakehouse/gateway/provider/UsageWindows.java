package lakehouse.gateway.provider;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a usage report in one form, whatever a vendor's notation. */
public final class UsageWindows {
    private UsageWindows() {}

    /** One window of a plan. What is null here is null there, but what follows from the other figures is worked out. */
    public static JsonObject window(
            String name,
            @Nullable BigDecimal limit,
            @Nullable BigDecimal used,
            @Nullable BigDecimal remaining,
            @Nullable BigDecimal ratio,
            @Nullable String resetsAt) {
        BigDecimal spent = used == null && limit != null && remaining != null ? limit.subtract(remaining) : used;
        BigDecimal left = remaining == null && limit != null && spent != null ? limit.subtract(spent) : remaining;
        BigDecimal share = ratio == null && limit != null && spent != null && limit.signum() > 0
                ? spent.divide(limit, MathContext.DECIMAL32)
                : ratio;
        return JsonParts.object()
                .add("name", name)
                .add("limit", value(limit))
                .add("used", value(spent))
                .add("remaining", value(left))
                .add("used_ratio", value(share))
                .add("resets_at", resetsAt == null ? JsonValue.NULL : JsonParts.text(resetsAt))
                .build();
    }

    private static JsonValue value(@Nullable BigDecimal number) {
        return number == null ? JsonValue.NULL : JsonParts.number(number);
    }

    /** A number that a vendor writes as a number or as a text; null when it is neither. */
    public static @Nullable BigDecimal number(@Nullable JsonValue value) {
        if (value instanceof JsonNumber number) {
            return number.bigDecimalValue();
        }
        try {
            return value instanceof JsonString text
                    ? new BigDecimal(text.getString().strip())
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
