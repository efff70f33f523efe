package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * A schema as draft 2020-12 of JSON Schema has it, which the API checks tools against: "JSON schema is invalid. It must match
 * JSON Schema draft 2020-12". Keywords with a value that the draft does not allow, as {@code null}, say nothing, so they go;
 * a list of {@code items} is called {@code prefixItems} there.
 */
final class AnthropicSchemas {
    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "number", "integer", "boolean", "null");
    private static final Set<String> NAMED =
            Set.of("properties", "$defs", "definitions", "patternProperties", "dependentSchemas");
    private static final Set<String> ONE = Set.of(
            "additionalProperties",
            "items",
            "not",
            "if",
            "then",
            "else",
            "contains",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties");
    private static final Set<String> SEVERAL = Set.of("anyOf", "oneOf", "allOf", "prefixItems");
    private static final Set<String> COUNTS = Set.of(
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
            "minContains",
            "maxContains");
    private static final Set<String> NUMBERS =
            Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
    private static final Set<String> TEXTS =
            Set.of("$schema", "$id", "$ref", "$anchor", "$dynamicRef", "$comment", "title", "pattern", "format");
    private static final Set<String> FLAGS = Set.of("uniqueItems", "deprecated", "readOnly", "writeOnly");

    private AnthropicSchemas() {}

    /** The same object when it is valid. */
    static JsonObject valid(JsonObject schema) {
        JsonObjectBuilder valid = JsonParts.object();
        boolean changed = false;
        for (Map.Entry<String, JsonValue> member : schema.entrySet()) {
            String keyword = member.getKey();
            JsonValue value = member.getValue();
            boolean tuple = keyword.equals("items") && value instanceof JsonArray;
            JsonValue kept = tuple ? several(value) : value(keyword, value);
            changed |= tuple || kept != value;
            if (kept != null) {
                valid.add(tuple ? "prefixItems" : keyword, kept);
            }
        }
        return changed ? valid.build() : schema;
    }

    private static @Nullable JsonValue value(String keyword, JsonValue value) {
        if (NAMED.contains(keyword)) {
            return value instanceof JsonObject named ? named(named) : null;
        }
        if (ONE.contains(keyword)) {
            return isSchema(value) ? schema(value) : null;
        }
        if (SEVERAL.contains(keyword)) {
            return several(value);
        }
        if (COUNTS.contains(keyword)) {
            return value instanceof JsonNumber number
                            && number.bigDecimalValue().signum() >= 0
                            && number.bigDecimalValue().stripTrailingZeros().scale() <= 0
                    ? value
                    : null;
        }
        if (NUMBERS.contains(keyword)) {
            return value instanceof JsonNumber ? value : null;
        }
        if (TEXTS.contains(keyword)) {
            return value instanceof JsonString ? value : null;
        }
        if (FLAGS.contains(keyword)) {
            return value == JsonValue.TRUE || value == JsonValue.FALSE ? value : null;
        }
        return switch (keyword) {
            case "description" -> value == JsonValue.NULL ? null : text(value);
            case "type" -> type(value);
            case "enum", "examples" -> value instanceof JsonArray ? value : null;
            case "required" -> required(value);
            default -> value;
        };
    }

    /** Words in another form are words still. */
    private static JsonValue text(JsonValue value) {
        return value instanceof JsonString ? value : JsonParts.text(value.toString());
    }

    private static boolean isSchema(JsonValue value) {
        return value instanceof JsonObject || value == JsonValue.TRUE || value == JsonValue.FALSE;
    }

    private static JsonValue schema(JsonValue value) {
        return value instanceof JsonObject object ? valid(object) : value;
    }

    private static JsonObject named(JsonObject schemas) {
        JsonObjectBuilder valid = JsonParts.object();
        boolean changed = false;
        for (Map.Entry<String, JsonValue> member : schemas.entrySet()) {
            JsonValue kept = isSchema(member.getValue()) ? schema(member.getValue()) : JsonValue.EMPTY_JSON_OBJECT;
            changed |= kept != member.getValue();
            valid.add(member.getKey(), kept);
        }
        return changed ? valid.build() : schemas;
    }

    private static @Nullable JsonArray several(JsonValue value) {
        if (!(value instanceof JsonArray schemas)) {
            return null;
        }
        JsonArrayBuilder valid = JsonParts.array();
        boolean changed = false;
        boolean any = false;
        for (JsonValue schema : schemas) {
            if (isSchema(schema)) {
                JsonValue kept = schema(schema);
                changed |= kept != schema;
                valid.add(kept);
                any = true;
            } else {
                changed = true;
            }
        }
        if (!any) {
            return null;
        }
        return changed ? valid.build() : schemas;
    }

    private static @Nullable JsonValue type(JsonValue value) {
        if (value instanceof JsonString name) {
            return TYPES.contains(name.getString()) ? value : null;
        }
        if (!(value instanceof JsonArray names)) {
            return null;
        }
        var kept = names.stream()
                .filter(name -> name instanceof JsonString text && TYPES.contains(text.getString()))
                .distinct()
                .toList();
        if (kept.size() == names.size()) {
            return names.isEmpty() ? null : names;
        }
        return kept.isEmpty() ? null : array(kept);
    }

    private static @Nullable JsonArray required(JsonValue value) {
        if (!(value instanceof JsonArray names)) {
            return null;
        }
        var kept =
                names.stream().filter(JsonString.class::isInstance).distinct().toList();
        return kept.size() == names.size() ? names : array(kept);
    }

    private static JsonArray array(Iterable<? extends JsonValue> values) {
        JsonArrayBuilder array = JsonParts.array();
        values.forEach(array::add);
        return array.build();
    }
}
