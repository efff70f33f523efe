package lakehouse.gateway.provider;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;

/** Whole numbers without a point or an exponent: Go reads {@code 8192.0} and {@code 1e3} as no integers and refuses them. */
public final class WholeNumbers {
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private WholeNumbers() {}

    /** Writes these fields of a request so, where they are whole numbers in another form. */
    public static void plain(JsonDocument body, List<String> fields, JsonEdits edits) {
        for (String field : fields) {
            JsonValue value = body.value(field);
            if (value instanceof JsonNumber number && number.bigDecimalValue().scale() != 0) {
                BigDecimal stripped = number.bigDecimalValue().stripTrailingZeros();
                if (stripped.scale() <= 0 && stripped.abs().compareTo(LARGEST) <= 0) {
                    edits.set(field, JsonParts.number(stripped.longValueExact()));
                }
            }
        }
    }
}
