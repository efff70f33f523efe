package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import lakehouse.gateway.json.JsonParts;

/** Ollama's list of models in OpenAI's shape; its own fields stay. */
final class OllamaModels {
    private OllamaModels() {}

    static JsonObject list(JsonObject tags) {
        JsonArrayBuilder data = JsonParts.array();
        for (JsonObject model : JsonParts.objects(tags.get("models"))) {
            String name = JsonParts.textOf(model, "model").isEmpty()
                    ? JsonParts.textOf(model, "name")
                    : JsonParts.textOf(model, "model");
            data.add(JsonParts.object(model)
                    .add("id", name)
                    .add("object", "model")
                    .add("created", seconds(JsonParts.textOf(model, "modified_at"))));
        }
        return JsonParts.object().add("object", "list").add("data", data).build();
    }

    /** Seconds since 1970 of one of Ollama's times; 0 when it is none. */
    static long seconds(String time) {
        try {
            return OffsetDateTime.parse(time).toEpochSecond();
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
