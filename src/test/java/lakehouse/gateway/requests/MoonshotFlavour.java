package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * The check of "moonshot flavored json schema" as Moonshot published it, level "strict", with its words; and, as the API did
 * before, a type on every schema. https://github.com/MoonshotAI/walle
 */
final class MoonshotFlavour {
    private static final Set<String> TYPES =
            Set.of("string", "number", "integer", "boolean", "null", "array", "object");
    private static final Set<String> COMMON = Set.of("description", "title");
    private static final int DEEPEST = 30;

    private final JsonObject root;
    private final Consumer<String> complain;

    private MoonshotFlavour(JsonObject root, Consumer<String> complain) {
        this.root = root;
        this.complain = words -> complain.accept(
                "tools.function.parameters is not a valid moonshot flavored json schema, details: <" + words + ">");
    }

    static void check(JsonObject schema, Consumer<String> complain) {
        if (!schema.isEmpty()) {
            new MoonshotFlavour(schema, complain).schema(schema, "root", 0, true);
        }
    }

    private void at(String path, String words) {
        complain.accept("At path '" + path + "': " + words);
    }

    private void schema(JsonObject schema, String path, int depth, boolean typed) {
        if (depth > DEEPEST) {
            at(path, "schema depth exceeds maximum limit of 30");
            return;
        }
        boolean has = schema.containsKey("type");
        if (has && schema.containsKey("anyOf")) {
            at(path, "when using anyOf, type should be defined in anyOf items instead of the parent schema");
        }
        if (has && schema.containsKey("$ref")) {
            at(path, "when using $ref, type should be defined in the referenced schema instead of the parent schema");
        }
        if (typed && !has && !schema.containsKey("anyOf") && !schema.containsKey("$ref")) {
            at(path, "type need to be defined explicitly");
        }
        if (!path.equals("root") && schema.containsKey("$defs")) {
            at(path, "keyword $defs must be at root level");
        }
        types(schema, path);
        values(schema, path);
        reference(schema, path);
        if (JsonParts.present(schema.get("description")) && !(schema.get("description") instanceof JsonString)) {
            at(path, "description must be a string");
        }
        inside(schema, path, depth);
    }

    private void types(JsonObject schema, String path) {
        JsonValue type = schema.get("type");
        if (type == null) {
            return;
        }
        List<JsonValue> types = type instanceof JsonArray list ? list : List.of(type);
        if (types.isEmpty()
                || types.stream()
                        .anyMatch(one -> !(one instanceof JsonString word) || !TYPES.contains(word.getString()))) {
            at(path, "invalid type");
            return;
        }
        if (types.size() > 1 && !(types.size() == 2 && schema.containsKey("enum"))) {
            schema.keySet().stream()
                    .filter(word -> !word.equals("type") && !COMMON.contains(word))
                    .filter(word -> !path.equals("root") || !word.equals("$defs"))
                    .forEach(
                            word -> at(path, "keyword " + word + " is not allowed in combination with multiple types"));
        }
    }

    private void values(JsonObject schema, String path) {
        if (!schema.containsKey("enum")) {
            if (schema.containsKey("const")
                    && schema.containsKey("type")
                    && !fits(schema.get("const"), schema.get("type"))) {
                at(path, "const does not match the type");
            }
            return;
        }
        if (!(schema.get("enum") instanceof JsonArray values) || values.isEmpty()) {
            at(path, "enum array cannot be empty");
            return;
        }
        JsonValue type = schema.get("type");
        if (type == null) {
            at(path, "type is not defined");
            return;
        }
        if (type instanceof JsonArray types && types.size() > 1) {
            if (types.size() > 2 || !types.contains(JsonParts.text("null"))) {
                at(path, "when type is array and enum is specified, currently only 2 types are supported");
            }
            if (types.contains(JsonParts.text("object")) || types.contains(JsonParts.text("array"))) {
                at(path, "object and array cannot be used in combination with multiple types");
            }
        }
        values.stream()
                .filter(value -> !fits(value, type))
                .forEach(value -> at(path, "enum value (" + value + ") does not match any type in " + type));
    }

    private static boolean fits(@Nullable JsonValue value, @Nullable JsonValue type) {
        List<JsonValue> types = type instanceof JsonArray list ? list : type == null ? List.of() : List.of(type);
        String own = switch (value == null ? JsonValue.ValueType.NULL : value.getValueType()) {
            case NUMBER -> "number";
            case TRUE, FALSE -> "boolean";
            case STRING -> "string";
            case NULL -> "null";
            case ARRAY -> "array";
            case OBJECT -> "object";
        };
        return types.contains(JsonParts.text(own))
                || (value instanceof JsonNumber number
                        && number.doubleValue() == Math.rint(number.doubleValue())
                        && types.contains(JsonParts.text("integer")));
    }

    private void reference(JsonObject schema, String path) {
        if (!(schema.get("$ref") instanceof JsonString reference)
                || reference.getString().equals("#")) {
            return;
        }
        if (!reference.getString().startsWith("#/$defs/")) {
            at(path, "references must start with #/$defs/");
            return;
        }
        String name = reference.getString().substring("#/$defs/".length());
        if (!(root.get("$defs") instanceof JsonObject all) || !(all.get(name) instanceof JsonObject target)) {
            at(path, "invalid $ref path: " + reference.getString());
            return;
        }
        schema.keySet().stream()
                .filter(word -> !word.equals("$ref") && target.containsKey(word))
                .forEach(word -> at(path, "conflicting keywords found after $ref expansion: " + word));
    }

    private void inside(JsonObject schema, String path, int depth) {
        if (path.equals("root") && schema.get("$defs") instanceof JsonObject definitions) {
            definitions.forEach((name, value) -> child(value, "$defs." + name, depth, true));
        }
        if (schema.containsKey("properties")) {
            if (schema.get("properties") instanceof JsonObject properties) {
                for (Map.Entry<String, JsonValue> property : properties.entrySet()) {
                    if (property.getValue() instanceof JsonObject) {
                        child(property.getValue(), path + ".properties." + property.getKey(), depth + 1, true);
                    } else {
                        at(path, "property schema for '" + property.getKey() + "' must be an object");
                    }
                }
            } else {
                at(path, "properties must be an object");
            }
        }
        required(schema, path);
        if (schema.containsKey("items")) {
            if (schema.get("items") instanceof JsonObject) {
                child(schema.get("items"), path + ".items", depth, true);
            } else {
                at(path, "items must be an object");
            }
        }
        JsonValue more = schema.get("additionalProperties");
        if (more instanceof JsonObject object) {
            child(object, path + ".additionalProperties", depth, !object.isEmpty());
        } else if (more != null && more != JsonValue.TRUE && more != JsonValue.FALSE) {
            at(path, "additionalProperties must be a boolean or an object");
        }
        alternatives(schema, path, depth);
    }

    private void child(@Nullable JsonValue value, String path, int depth, boolean typed) {
        if (value instanceof JsonObject schema) {
            schema(schema, path, depth, typed);
        }
    }

    private void required(JsonObject schema, String path) {
        if (!schema.containsKey("required")) {
            return;
        }
        if (!(schema.get("required") instanceof JsonArray names)) {
            at(path, "required must be an array");
            return;
        }
        for (JsonValue value : names) {
            if (!(value instanceof JsonString name)) {
                at(path, "items in required array must be strings");
            } else if (!(schema.get("properties") instanceof JsonObject known)
                    || !known.containsKey(name.getString())) {
                at(path, "required property '" + name.getString() + "' is not defined in properties");
            }
        }
    }

    private void alternatives(JsonObject schema, String path, int depth) {
        if (!schema.containsKey("anyOf")) {
            return;
        }
        if (!(schema.get("anyOf") instanceof JsonArray list) || list.isEmpty() || list.size() > 500) {
            at(path, "anyOf must have 1-500 items");
            return;
        }
        for (JsonValue value : list) {
            if (!(value instanceof JsonObject alternative)) {
                at(path, "schema in anyOf must be an object");
                continue;
            }
            alternative.keySet().stream()
                    .filter(word -> schema.containsKey(word) && !COMMON.contains(word))
                    .forEach(word -> at(path, "conflicting keywords found in anyOf with parent: " + word));
            child(alternative, path + ".anyOf", depth, true);
        }
    }
}
