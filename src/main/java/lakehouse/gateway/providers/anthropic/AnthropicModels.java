package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import lakehouse.gateway.json.JsonParts;

/** Anthropic's list of models in OpenAI's shape; its own fields stay. */
final class AnthropicModels {
    private AnthropicModels() {}

    static JsonObject list(JsonObject answer) {
        JsonArrayBuilder data = JsonParts.array();
        for (JsonObject model : JsonParts.objects(answer.get("data"))) {
            data.add(JsonParts.object(model).add("created", seconds(JsonParts.textOf(model, "created_at"))));
        }
        return JsonParts.object().add("object", "list").add("data", data).build();
    }

    private static long seconds(String time) {
        try {
            return OffsetDateTime.parse(time).toEpochSecond();
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
