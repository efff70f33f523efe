package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * The top level of a tool's {@code input_schema}: an object, without alternatives ("input_schema does not support oneOf,
 * allOf, or anyOf at the top level"). What the alternatives demand goes into the description, where the model reads it.
 */
final class AnthropicInput {
    private static final Map<String, String> ALTERNATIVES = Map.of(
            "allOf", "All of these JSON schemas hold: ",
            "anyOf", "At least one of these JSON schemas holds: ",
            "oneOf", "Exactly one of these JSON schemas holds: ");
    private static final int MAX_REFERENCES = 8;

    private AnthropicInput() {}

    /** The same object when nothing has to change. */
    static JsonObject schema(JsonObject given, AnthropicRepairs repairs) {
        JsonObject schema = resolved(AnthropicSchemas.valid(given), given);
        for (String word : List.of("allOf", "anyOf", "oneOf")) {
            if (schema.get(word) instanceof JsonArray alternatives) {
                schema = merged(schema, word, alternatives);
                repairs.note("schema_changed; alternatives at the top of a tool's schema go into its description");
            }
        }
        if (!"object".equals(JsonParts.string(schema, "type"))) {
            schema = JsonParts.object(schema).add("type", "object").build();
            return schema.containsKey("properties")
                    ? schema
                    : JsonParts.object(schema)
                            .add("properties", JsonValue.EMPTY_JSON_OBJECT)
                            .build();
        }
        return schema;
    }

    /** A schema that only points to a definition has no type of its own. */
    private static JsonObject resolved(JsonObject schema, JsonObject root) {
        JsonObject resolved = schema;
        for (int i = 0; i < MAX_REFERENCES && resolved.get("$ref") instanceof JsonString reference; i++) {
            JsonObject target = target(reference.getString(), root);
            JsonObjectBuilder merged = JsonParts.object(target == null ? JsonValue.EMPTY_JSON_OBJECT : target);
            JsonParts.without(resolved, List.of("$ref")).forEach(merged::add);
            resolved = merged.build();
        }
        return resolved;
    }

    private static @Nullable JsonObject target(String reference, JsonObject root) {
        if (!reference.startsWith("#/")) {
            return null;
        }
        try {
            return JsonParts.at(root, reference.substring(1)) instanceof JsonObject found
                    ? AnthropicSchemas.valid(found)
                    : null;
        } catch (JsonException e) {
            return null;
        }
    }

    private static JsonObject merged(JsonObject schema, String word, JsonArray alternatives) {
        Map<String, JsonValue> properties = new LinkedHashMap<>();
        if (schema.get("properties") instanceof JsonObject own) {
            properties.putAll(own);
        }
        List<Set<String>> demands = new ArrayList<>();
        for (JsonObject alternative : JsonParts.objects(alternatives)) {
            JsonObject one = resolved(alternative, schema);
            if (one.get("properties") instanceof JsonObject more) {
                more.forEach(properties::putIfAbsent);
            }
            demands.add(required(one));
        }
        Set<String> required = required(schema);
        required.addAll(word.equals("allOf") ? union(demands) : common(demands));
        JsonObjectBuilder all = JsonParts.object();
        properties.forEach(all::add);
        String before = JsonParts.textOf(schema, "description");
        JsonObjectBuilder merged = JsonParts.object(JsonParts.without(schema, List.of(word)))
                .add("type", "object")
                .add("properties", all)
                .add("description", (before.isEmpty() ? "" : before + "\n") + ALTERNATIVES.get(word) + alternatives);
        if (!required.isEmpty()) {
            merged.add("required", JsonParts.texts(required));
        }
        return merged.build();
    }

    private static Set<String> required(JsonObject schema) {
        Set<String> names = new LinkedHashSet<>();
        if (schema.get("required") instanceof JsonArray required) {
            required.getValuesAs(JsonString.class).forEach(name -> names.add(name.getString()));
        }
        return names;
    }

    private static Set<String> union(List<Set<String>> all) {
        Set<String> union = new LinkedHashSet<>();
        all.forEach(union::addAll);
        return union;
    }

    private static Set<String> common(List<Set<String>> all) {
        Set<String> common = union(all);
        all.forEach(common::retainAll);
        return common;
    }
}
