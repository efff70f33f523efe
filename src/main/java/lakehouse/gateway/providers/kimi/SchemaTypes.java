package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Which type a schema has, by its own word or by what its other words mean. */
final class SchemaTypes {
    private static final Set<String> TYPES =
            Set.of("string", "number", "integer", "boolean", "null", "array", "object");

    /** What people write instead. */
    private static final Map<String, String> OTHER_WORDS = Map.of(
            "int", "integer", "long", "integer", "float", "number", "double", "number", "bool", "boolean", "str",
            "string", "text", "string", "dict", "object", "map", "object", "list", "array");

    private static final Map<String, List<String>> IMPLIED = new LinkedHashMap<>();

    static {
        IMPLIED.put("object", List.of("properties", "required", "additionalProperties", "patternProperties"));
        IMPLIED.put("array", List.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"));
        IMPLIED.put("string", List.of("minLength", "maxLength", "pattern", "format"));
        IMPLIED.put("number", List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"));
    }

    private SchemaTypes() {}

    /** The word {@code type} as a list of types that exist, each once; empty when it says none. */
    static List<String> said(@Nullable JsonValue type) {
        List<JsonValue> words = type instanceof JsonArray several ? several : type == null ? List.of() : List.of(type);
        return words.stream()
                .filter(JsonString.class::isInstance)
                .map(word -> ((JsonString) word).getString().toLowerCase(Locale.ROOT))
                .map(word -> OTHER_WORDS.getOrDefault(word, word))
                .filter(TYPES::contains)
                .distinct()
                .toList();
    }

    /** The type that the other words of a schema imply; null when they imply none. */
    static @Nullable String implied(Map<String, JsonValue> schema) {
        if (schema.containsKey("const")) {
            return of(schema.get("const"));
        }
        for (Map.Entry<String, List<String>> type : IMPLIED.entrySet()) {
            if (type.getValue().stream().anyMatch(schema::containsKey)) {
                return type.getKey();
            }
        }
        return JsonParts.present(schema.get("default"))
                ? of(schema.get("default"))
                : schema.get("examples") instanceof JsonArray examples && !examples.isEmpty()
                        ? of(examples.get(0))
                        : null;
    }

    /** The type of a value. */
    static String of(@Nullable JsonValue value) {
        if (value == null) {
            return "string";
        }
        return switch (value.getValueType()) {
            case NUMBER -> "number";
            case TRUE, FALSE -> "boolean";
            case NULL -> "null";
            case ARRAY -> "array";
            case OBJECT -> "object";
            case STRING -> "string";
        };
    }

    /** Whether a value is of one of the types. */
    static Predicate<JsonValue> fits(List<String> types) {
        return value -> types.contains(of(value))
                || (value instanceof JsonNumber number
                        && types.contains("integer")
                        && number.bigDecimalValue().stripTrailingZeros().scale() <= 0);
    }

    /** One type as a word, several as a list. */
    static JsonValue word(List<String> types) {
        return types.size() == 1
                ? JsonParts.text(types.get(0))
                : JsonParts.texts(types).build();
    }
}
