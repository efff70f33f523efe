package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Kimi's flavour of JSON Schema wants a {@code type} on every property. This adds the one that the rest of it implies. */
final class KimiToolSchemas {
    /** A schema that says its type in one of these ways needs none. */
    private static final List<String> TYPED = List.of("type", "anyOf", "oneOf", "allOf", "$ref");

    private KimiToolSchemas() {}

    /** The tools; the same list when nothing changes. */
    static JsonArray tools(JsonArray tools) {
        JsonArrayBuilder mapped = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : tools) {
            JsonValue tool = value instanceof JsonObject object ? tool(object) : value;
            changed |= tool != value;
            mapped.add(tool);
        }
        return changed ? mapped.build() : tools;
    }

    private static JsonObject tool(JsonObject tool) {
        if (!(tool.get("function") instanceof JsonObject function)
                || !(function.get("parameters") instanceof JsonObject parameters)) {
            return tool;
        }
        JsonObject typed = typed(parameters);
        return typed == parameters
                ? tool
                : JsonParts.object(tool)
                        .add("function", JsonParts.object(function).add("parameters", typed))
                        .build();
    }

    private static JsonObject typed(JsonObject schema) {
        JsonObjectBuilder changed = null;
        if (TYPED.stream().noneMatch(schema::containsKey)) {
            changed = JsonParts.object(schema).add("type", implied(schema));
        }
        for (Map.Entry<String, JsonValue> member : schema.entrySet()) {
            JsonValue typed = inside(member.getKey(), member.getValue());
            if (typed != member.getValue()) {
                changed = changed == null ? JsonParts.object(schema) : changed;
                changed.add(member.getKey(), typed);
            }
        }
        return changed == null ? schema : changed.build();
    }

    private static JsonValue inside(String name, JsonValue value) {
        return switch (name) {
            case "properties", "$defs", "definitions" -> value instanceof JsonObject named ? eachOf(named) : value;
            case "items" -> value instanceof JsonObject schema ? typed(schema) : value;
            case "anyOf", "oneOf", "allOf" -> value instanceof JsonArray schemas ? eachOf(schemas) : value;
            default -> value;
        };
    }

    private static JsonObject eachOf(JsonObject named) {
        JsonObjectBuilder typed = JsonParts.object();
        boolean changed = false;
        for (Map.Entry<String, JsonValue> property : named.entrySet()) {
            JsonValue schema = property.getValue() instanceof JsonObject object ? typed(object) : property.getValue();
            changed |= schema != property.getValue();
            typed.add(property.getKey(), schema);
        }
        return changed ? typed.build() : named;
    }

    private static JsonArray eachOf(JsonArray schemas) {
        JsonArrayBuilder typed = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : schemas) {
            JsonValue schema = value instanceof JsonObject object ? typed(object) : value;
            changed |= schema != value;
            typed.add(schema);
        }
        return changed ? typed.build() : schemas;
    }

    private static String implied(JsonObject schema) {
        if (schema.containsKey("properties")) {
            return "object";
        }
        if (schema.containsKey("items")) {
            return "array";
        }
        return of(
                schema.get("enum") instanceof JsonArray values && !values.isEmpty()
                        ? values.get(0)
                        : schema.get("const"));
    }

    private static String of(@Nullable JsonValue example) {
        if (example == null || example instanceof JsonString) {
            return "string";
        }
        return switch (example.getValueType()) {
            case NUMBER -> "number";
            case TRUE, FALSE -> "boolean";
            default -> "string";
        };
    }
}
