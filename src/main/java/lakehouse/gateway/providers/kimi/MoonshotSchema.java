package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;

/**
 * A JSON schema in the flavour that Moonshot's API checks, with the same meaning: a type on every schema that fits its other
 * words, alternatives as {@code anyOf} with the types inside, references to {@code #/$defs/} only.
 * https://github.com/MoonshotAI/walle/blob/main/docs/mfjs-spec.md
 */
final class MoonshotSchema {
    /** Deeper properties are refused. */
    static final int DEEPEST = 30;

    /** Says that any value will do. */
    private static final JsonObject ANYTHING = JsonParts.object()
            .add(
                    "type",
                    JsonParts.texts(List.of("string", "number", "boolean", "object", "array", "null"))
                            .build())
            .build();

    private static final Set<String> KEEP_NULL = Set.of("const", "default");

    private final SchemaReferences references;
    private final SchemaAlternatives alternatives;

    private MoonshotSchema(JsonObject root) {
        SchemaUnion union = new SchemaUnion();
        references = new SchemaReferences(root, union);
        alternatives = new SchemaAlternatives(references, union);
    }

    /** The schema of a tool's parameters or of an answer; the same object when it is right already. */
    static JsonObject of(JsonObject schema) {
        MoonshotSchema flavour = new MoonshotSchema(schema);
        Map<String, JsonValue> root = new LinkedHashMap<>(schema);
        flavour.references.openRoot(root);
        if (isBare(root)
                || (root.get("type") instanceof JsonArray
                        && SchemaTypes.said(root.get("type")).contains("object"))) {
            root.put("type", JsonParts.text("object"));
        }
        JsonObject written = flavour.written(schema, root, 0);
        return flavour.references.addTo(written, definition -> flavour.schema(definition, 0));
    }

    private static boolean isBare(Map<String, JsonValue> root) {
        return SchemaTypes.said(root.get("type")).isEmpty()
                && root.keySet().stream().noneMatch(SchemaAlternatives.WORDS::contains)
                && !root.containsKey("$ref")
                && !root.containsKey("enum")
                && SchemaTypes.implied(root) == null;
    }

    private JsonObject schema(JsonObject schema, int depth) {
        return written(schema, new LinkedHashMap<>(schema), depth);
    }

    private JsonObject written(JsonObject before, Map<String, JsonValue> words, int depth) {
        words.entrySet().removeIf(word -> word.getValue() == JsonValue.NULL && !KEEP_NULL.contains(word.getKey()));
        if (words.get("description") != null && !(words.get("description") instanceof JsonString)) {
            words.put("description", JsonParts.text(words.get("description").toString()));
        }
        alternatives.open(words);
        references.write(words);
        if (!words.containsKey("$ref")) {
            alternatives.write(words);
            members(words, depth);
            SchemaWords.write(words);
            inside(words, depth);
        }
        return same(before, words) ? before : build(words);
    }

    /** What an object and a list may hold, in the one form that is accepted. */
    private static void members(Map<String, JsonValue> words, int depth) {
        if (!(words.get("properties") instanceof JsonObject)) {
            words.remove("properties");
        }
        if (depth >= DEEPEST && words.get("properties") instanceof JsonObject deeper) {
            SchemaUnion.tell(words, "Its properties: " + deeper);
            words.remove("properties");
            words.remove("required");
            words.put("type", JsonParts.text("object"));
        }
        JsonValue items = words.get("items");
        if (items instanceof JsonArray tuple) {
            words.remove("items");
            words.put("prefixItems", tuple);
        } else if (items != null && !(items instanceof JsonObject)) {
            words.remove("items");
            words.putIfAbsent("type", JsonParts.text("array"));
        }
        JsonValue more = words.get("additionalProperties");
        if (more != null && !(more instanceof JsonObject) && more != JsonValue.TRUE && more != JsonValue.FALSE) {
            words.remove("additionalProperties");
        }
        required(words);
    }

    /** A required property that is described nowhere may be anything. */
    private static void required(Map<String, JsonValue> words) {
        if (!words.containsKey("required")) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        if (words.get("required") instanceof JsonArray list) {
            list.stream()
                    .filter(JsonString.class::isInstance)
                    .forEach(name -> names.add(((JsonString) name).getString()));
            if (names.size() != list.size()) {
                words.put("required", JsonParts.texts(names).build());
            }
        } else {
            words.remove("required");
        }
        JsonObject properties =
                words.get("properties") instanceof JsonObject described ? described : JsonValue.EMPTY_JSON_OBJECT;
        if (!properties.keySet().containsAll(names)) {
            JsonObjectBuilder complete = JsonParts.object(properties);
            names.stream().filter(name -> !properties.containsKey(name)).forEach(name -> complete.add(name, ANYTHING));
            words.put("properties", complete.build());
        }
    }

    private void inside(Map<String, JsonValue> words, int depth) {
        words.replaceAll((word, value) -> switch (word) {
            case "properties" -> properties(value.asJsonObject(), depth + 1);
            case "items", "additionalProperties" ->
                value instanceof JsonObject schema && !isAnything(word, schema) ? schema(schema, depth) : value;
            case "anyOf" -> value instanceof JsonArray schemas ? each(schemas, depth) : value;
            default -> value;
        });
    }

    /** An empty schema is accepted there, and says more than a type would. */
    private static boolean isAnything(String word, JsonObject schema) {
        return word.equals("additionalProperties") && schema.isEmpty();
    }

    private JsonObject properties(JsonObject properties, int depth) {
        JsonObjectBuilder written = JsonParts.object();
        boolean changed = false;
        for (Map.Entry<String, JsonValue> property : properties.entrySet()) {
            JsonValue value = property.getValue();
            if (value == JsonValue.FALSE) {
                changed = true; // No value is allowed there.
                continue;
            }
            JsonObject schema = value instanceof JsonObject object ? schema(object, depth) : named(value);
            changed |= schema != value;
            written.add(property.getKey(), schema);
        }
        return changed ? written.build() : properties;
    }

    /** {@code "city": "string"} is no schema, and everybody knows what it means. */
    private static JsonObject named(JsonValue value) {
        List<String> types = SchemaTypes.said(value);
        return types.isEmpty()
                ? ANYTHING
                : JsonParts.object().add("type", SchemaTypes.word(types)).build();
    }

    private JsonArray each(JsonArray schemas, int depth) {
        JsonArrayBuilder written = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : schemas) {
            if (value == JsonValue.FALSE) {
                changed = true;
                continue;
            }
            JsonObject schema = value instanceof JsonObject object ? schema(object, depth) : ANYTHING;
            changed |= schema != value;
            written.add(schema);
        }
        return changed ? written.build() : schemas;
    }

    private static boolean same(JsonObject before, Map<String, JsonValue> words) {
        return before.size() == words.size()
                && words.entrySet().stream().allMatch(word -> before.get(word.getKey()) == word.getValue());
    }

    static JsonObject build(Map<String, JsonValue> words) {
        JsonObjectBuilder object = JsonParts.object();
        words.forEach(object::add);
        return object.build();
    }
}
