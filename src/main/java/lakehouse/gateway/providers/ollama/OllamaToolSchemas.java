package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Tools with the types that Ollama's server reads them into; another type anywhere is a 400 for the whole request.
 * https://github.com/ollama/ollama/blob/main/api/types.go
 */
final class OllamaToolSchemas {
    private OllamaToolSchemas() {}

    /** The tools; the same list when nothing changes. */
    static JsonArray tools(JsonArray tools) {
        return JsonParts.each(tools, OllamaToolSchemas::tool);
    }

    private static JsonObject tool(JsonObject tool) {
        if (!(tool.get("function") instanceof JsonObject function)) {
            return tool;
        }
        Map<String, JsonValue> words = new LinkedHashMap<>(function);
        text(words, "description");
        JsonValue parameters = words.get("parameters");
        if (parameters instanceof JsonObject schema) {
            words.put("parameters", parameters(schema));
        } else if (parameters != null && parameters != JsonValue.NULL) {
            words.remove("parameters");
        }
        JsonObject written = built(function, words);
        return written == function
                ? tool
                : JsonParts.object(tool).add("function", written).build();
    }

    /** At the top the type is one word. */
    private static JsonObject parameters(JsonObject schema) {
        Map<String, JsonValue> words = new LinkedHashMap<>(schema);
        JsonValue type = words.get("type");
        if (type instanceof JsonArray types && !types.isEmpty()) {
            boolean object = types.contains(JsonParts.text("object"));
            words.put("type", object ? JsonParts.text("object") : types.get(0));
        }
        if (!(words.get("type") instanceof JsonString)) {
            words.put("type", JsonParts.text("object"));
        }
        common(words);
        return built(schema, words);
    }

    private static JsonObject property(JsonValue value) {
        if (!(value instanceof JsonObject schema)) {
            return JsonValue.EMPTY_JSON_OBJECT; // true: anything will do
        }
        Map<String, JsonValue> words = new LinkedHashMap<>(schema);
        JsonValue type = words.get("type");
        if (type instanceof JsonArray types) {
            if (!types.stream().allMatch(JsonString.class::isInstance)) {
                words.remove("type");
            }
        } else if (type != null && !(type instanceof JsonString)) {
            words.remove("type");
        }
        text(words, "description");
        if (words.containsKey("enum") && !(words.get("enum") instanceof JsonArray)) {
            words.remove("enum");
        }
        if (words.get("anyOf") instanceof JsonArray schemas) {
            JsonArrayBuilder written = JsonParts.array();
            boolean changed = false;
            for (JsonValue one : schemas) {
                JsonObject alternative = property(one);
                changed |= alternative != one;
                written.add(alternative);
            }
            if (changed) {
                words.put("anyOf", written.build());
            }
        } else {
            words.remove("anyOf");
        }
        common(words);
        return built(schema, words);
    }

    private static void common(Map<String, JsonValue> words) {
        if (words.get("properties") instanceof JsonObject properties) {
            words.put("properties", properties(properties));
        } else {
            words.remove("properties");
        }
        JsonValue required = words.get("required");
        if (required != null
                && !(required instanceof JsonArray names && names.stream().allMatch(JsonString.class::isInstance))) {
            words.remove("required");
        }
    }

    private static JsonObject properties(JsonObject properties) {
        JsonObjectBuilder written = JsonParts.object();
        boolean changed = false;
        for (Map.Entry<String, JsonValue> property : properties.entrySet()) {
            JsonObject schema = property(property.getValue());
            changed |= schema != property.getValue();
            written.add(property.getKey(), schema);
        }
        return changed ? written.build() : properties;
    }

    private static void text(Map<String, JsonValue> words, String name) {
        @Nullable JsonValue value = words.get(name);
        if (value != null && value != JsonValue.NULL && !(value instanceof JsonString)) {
            words.put(name, JsonParts.text(value.toString()));
        }
    }

    private static JsonObject built(JsonObject before, Map<String, JsonValue> words) {
        boolean same = before.size() == words.size()
                && words.entrySet().stream().allMatch(word -> before.get(word.getKey()) == word.getValue());
        if (same) {
            return before;
        }
        JsonObjectBuilder object = JsonParts.object();
        words.forEach(object::add);
        return object.build();
    }
}
