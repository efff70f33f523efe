package lakehouse.gateway.models;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.json.JsonParts;

/** Makes one provider's list of models fit the gateway's: ids get the provider's prefix, the rest stays as it came. */
final class ModelList {
    private ModelList() {}

    static List<JsonObject> of(String provider, JsonObject list) {
        if (!(list.get("data") instanceof JsonArray data)) {
            throw new IllegalArgumentException("the list has no \"data\"");
        }
        return data.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .filter(model -> model.get("id") instanceof JsonString)
                .map(model -> prefixed(provider, model))
                .toList();
    }

    /** The three fields besides the id are required in OpenAI's format, and not every vendor sends them. */
    private static JsonObject prefixed(String provider, JsonObject model) {
        var entry = JsonParts.object(model)
                .add("id", provider + "/" + model.getString("id"))
                .add("object", "model");
        if (!model.containsKey("created")) {
            entry.add("created", 0);
        }
        if (!model.containsKey("owned_by")) {
            entry.add("owned_by", provider);
        }
        return entry.build();
    }
}
