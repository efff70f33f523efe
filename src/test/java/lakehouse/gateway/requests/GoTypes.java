package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What Go's {@code encoding/json} says when a value does not fit the field of a struct that it is read into. */
record GoTypes(String struct, Consumer<String> complain) {
    private void wrong(JsonValue value, String field, String type) {
        String kind = switch (value.getValueType()) {
            case STRING -> "string";
            case NUMBER -> "number " + value;
            case TRUE, FALSE -> "bool";
            case ARRAY -> "array";
            case OBJECT -> "object";
            case NULL -> "null";
        };
        complain.accept("json: cannot unmarshal " + kind + " into Go struct field " + struct + "." + field + " of type "
                + type);
    }

    private static boolean absent(@Nullable JsonValue value) {
        return value == null || value == JsonValue.NULL;
    }

    void text(@Nullable JsonValue value, String field) {
        if (value != null && !absent(value) && !(value instanceof JsonString)) {
            wrong(value, field, "string");
        }
    }

    void truth(@Nullable JsonValue value, String field) {
        if (value != null && !absent(value) && value != JsonValue.TRUE && value != JsonValue.FALSE) {
            wrong(value, field, "bool");
        }
    }

    void whole(@Nullable JsonValue value, String field) {
        if (value != null && !RuleBook.isGoInteger(value)) {
            wrong(value, field, "int");
        }
    }

    void number(@Nullable JsonValue value, String field) {
        if (value != null && !absent(value) && !(value instanceof JsonNumber)) {
            wrong(value, field, "float64");
        }
    }

    /** Whether it is an object that can be looked into. */
    boolean object(@Nullable JsonValue value, String field) {
        if (value != null && !absent(value) && !(value instanceof JsonObject)) {
            wrong(value, field, "api.Object");
        }
        return value instanceof JsonObject;
    }

    /** Whether it is a list that can be looked into. */
    boolean list(@Nullable JsonValue value, String field) {
        if (value != null && !absent(value) && !(value instanceof JsonArray)) {
            wrong(value, field, "[]api.Object");
        }
        return value instanceof JsonArray;
    }

    void texts(@Nullable JsonValue value, String field) {
        if (value != null && list(value, field)) {
            value.asJsonArray().forEach(item -> text(item, field));
        }
    }

    static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** {@code api.Tool}. */
    void tool(JsonValue value) {
        if (!object(value, "tools") || !(value instanceof JsonObject tool)) {
            return;
        }
        text(tool.get("type"), "tools.type");
        if (object(tool.get("function"), "tools.function") && tool.get("function") instanceof JsonObject function) {
            text(function.get("name"), "tools.function.name");
            text(function.get("description"), "tools.function.description");
            if (object(function.get("parameters"), "tools.function.parameters")
                    && function.get("parameters") instanceof JsonObject parameters) {
                text(parameters.get("type"), "tools.function.parameters.type");
                texts(parameters.get("required"), "tools.function.parameters.required");
                properties(parameters.get("properties"));
            }
        }
    }

    private void properties(@Nullable JsonValue properties) {
        if (object(properties, "tools.function.parameters.properties") && properties instanceof JsonObject all) {
            all.values().forEach(this::property);
        }
    }

    private void property(JsonValue value) {
        String at = "tools.function.parameters.properties";
        if (value == JsonValue.NULL || !object(value, at) || !(value instanceof JsonObject property)) {
            return;
        }
        JsonValue type = property.get("type");
        if (type != null && !absent(type) && !(type instanceof JsonString)) {
            texts(type, at + ".type");
        }
        text(property.get("description"), at + ".description");
        list(property.get("enum"), at + ".enum");
        texts(property.get("required"), at + ".required");
        properties(property.get("properties"));
        if (list(property.get("anyOf"), at + ".anyOf") && property.get("anyOf") instanceof JsonArray schemas) {
            schemas.forEach(this::property);
        }
    }

    /** An option of a model: other numbers are cut, other types refused. */
    void option(String name, JsonValue value, Set<String> numbers) {
        if (value == JsonValue.NULL) {
            return;
        }
        if (numbers.contains(name) && !(value instanceof JsonNumber)) {
            complain.accept("option \"" + name + "\" must be of type float32");
        }
        if (name.equals("stop")) {
            if (!(value instanceof JsonArray list)) {
                complain.accept("option \"stop\" must be of type array");
            } else if (list.stream().anyMatch(item -> !(item instanceof JsonString))) {
                complain.accept("option \"stop\" must be of an array of strings");
            } else if (list.stream()
                    .anyMatch(item -> ((JsonString) item).getString().isEmpty())) {
                complain.accept("option \"stop\" holds an empty text, at which every answer ends at once");
            }
        }
    }
}
