package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.PriceCap;

/**
 * Caps what {@code openrouter/auto} may choose where a ladder led to it. Who names it has made the choice.
 * https://openrouter.ai/docs/features/provider-routing#max-price
 */
final class PriceOfAuto {
    private static final String AUTO = "openrouter/auto";

    private PriceOfAuto() {}

    static void cap(Inquiry call, PriceCap cap, JsonEdits edits) {
        if (!call.model().equals(AUTO) || cap.prices().isEmpty() || isNamed(call)) {
            return;
        }
        JsonObject wishes =
                call.body().value("provider") instanceof JsonObject object ? object : JsonObject.EMPTY_JSON_OBJECT;
        if (!wishes.containsKey("max_price")) {
            JsonObjectBuilder price = JsonParts.object();
            cap.prices().forEach(price::add);
            edits.set(
                    "provider", JsonParts.object(wishes).add("max_price", price).build());
        }
    }

    private static boolean isNamed(Inquiry call) {
        String model = call.body().string("model");
        return model != null && model.endsWith(AUTO);
    }
}
