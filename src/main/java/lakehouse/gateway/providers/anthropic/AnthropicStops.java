package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import org.jspecify.annotations.Nullable;

/** Where the model is to stop. */
final class AnthropicStops {
    private AnthropicStops() {}

    /** Sequences of blanks are refused. */
    static JsonArray sequences(@Nullable JsonValue stop, AnthropicRepairs repairs) {
        JsonArray all = stop instanceof JsonArray list
                ? list
                : stop instanceof JsonString ? JsonParts.array().add(stop).build() : JsonValue.EMPTY_JSON_ARRAY;
        var kept = JsonParts.array();
        for (JsonValue value : all) {
            if (value instanceof JsonString text && !ContentText.isBlank(text.getString())) {
                kept.add(value);
            } else {
                repairs.note("stop_left_out; a sequence without a visible character is refused");
            }
        }
        return kept.build();
    }
}
