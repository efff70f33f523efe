package lakehouse.gateway.provider;

import jakarta.json.JsonNumber;
import java.math.BigDecimal;
import lakehouse.gateway.json.JsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens one call may produce: the caller's wish under the operator's rules.
 *
 * @param field the request field in which the caller gave it; null when it gave none
 * @param sent the limit to send; null to send none
 * @param warning words for the caller when the rules did something; null when there is nothing to say
 */
public record TokenLimit(
        @Nullable String field,
        @Nullable Integer sent,
        @Nullable String warning) {
    /** The name that OpenAI uses now. Reasoning counts against it. */
    public static final String CURRENT = "max_completion_tokens";

    /** The name that OpenAI used before; where both are given it loses. */
    public static final String EARLIER = "max_tokens";

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

    /** Applies the rules to a request. */
    public static TokenLimit of(JsonDocument body, ProviderSettings provider) {
        TokenBudget budget = provider.budget();
        String field = given(body, CURRENT) != null ? CURRENT : EARLIER;
        Integer given = given(body, field);
        if (given == null) {
            return new TokenLimit(null, budget.standard(), null);
        }
        Integer floor = budget.floor();
        if (floor == null || given >= floor) {
            return new TokenLimit(field, given, null);
        }
        return switch (budget.policy()) {
            case KEEP -> new TokenLimit(field, given, null);
            case RAISE -> new TokenLimit(field, floor, "max_tokens_raised; from=" + given + " to=" + floor);
            case WARN ->
                new TokenLimit(
                        field,
                        given,
                        "max_tokens_below_floor; max_tokens=" + given + " floor=" + floor
                                + "; reasoning counts against it, so ask for " + floor + " or more");
        };
    }

    private static @Nullable Integer given(JsonDocument body, String name) {
        if (!(body.value(name) instanceof JsonNumber number)) {
            return null;
        }
        BigDecimal value = number.bigDecimalValue();
        // 8192.0 and 1e3 are whole numbers too; a limit beyond all limits is a large one.
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        return whole ? value.min(LARGEST).max(LARGEST.negate()).intValue() : null;
    }

    /** Whether the gateway changed or added the limit. */
    public boolean differsFrom(JsonDocument body) {
        return sent != null && (field == null || !sent.equals(given(body, field)));
    }
}
