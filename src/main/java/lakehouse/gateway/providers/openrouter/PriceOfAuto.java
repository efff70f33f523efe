package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import lakehouse.gateway.config.Form;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Caps what {@code openrouter/auto} may choose where a ladder led to it. Who names it has made the choice.
 * https://openrouter.ai/docs/features/provider-routing#max-price
 */
final class PriceOfAuto {
    private static final String AUTO = "openrouter/auto";

    private PriceOfAuto() {}

    /** In US dollars per million tokens, by what is paid for. */
    static Map<String, BigDecimal> read(String value) {
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        for (String item : Form.items(value)) {
            if (!item.matches("(prompt|completion)=[0-9]{1,6}(\\.[0-9]{1,6})?")) {
                throw new IllegalArgumentException("No price.");
            }
            prices.put(item.substring(0, item.indexOf('=')), new BigDecimal(item.substring(item.indexOf('=') + 1)));
        }
        return prices;
    }

    static void cap(Inquiry call, @Nullable Map<String, BigDecimal> cap, JsonEdits edits) {
        if (cap == null || !call.model().equals(AUTO) || isNamed(call)) {
            return;
        }
        JsonObject wishes =
                call.body().value("provider") instanceof JsonObject object ? object : JsonObject.EMPTY_JSON_OBJECT;
        if (!wishes.containsKey("max_price")) {
            JsonObjectBuilder price = JsonParts.object();
            cap.forEach(price::add);
            edits.set(
                    "provider", JsonParts.object(wishes).add("max_price", price).build());
        }
    }

    private static boolean isNamed(Inquiry call) {
        String model = call.body().string("model");
        return model != null && model.endsWith(AUTO);
    }
}
