package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** The type and the values of one schema: each schema gets a type, and its values and its type agree. */
final class SchemaWords {
    /** They say something about any value, and stand beside alternatives and several types. */
    static final Set<String> COMMON = Set.of("description", "title");

    /** Beside several types, and there only, they go to the type that they are about. */
    private static final Map<String, Set<String>> OF_TYPE = Map.of(
            "object", Set.of("properties", "required", "additionalProperties", "patternProperties"),
            "array", Set.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
            "string", Set.of("minLength", "maxLength", "pattern", "format"),
            "number", Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
            "integer", Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"));

    private static final Set<String> SCALARS = Set.of("string", "number", "integer", "boolean");

    private SchemaWords() {}

    static void write(Map<String, JsonValue> words) {
        if (words.containsKey("anyOf")) {
            return;
        }
        List<String> said = SchemaTypes.said(words.get("type"));
        JsonArray values = words.get("enum") instanceof JsonArray list && !list.isEmpty() ? list : null;
        if (values == null) {
            words.remove("enum");
        }
        List<String> types = values == null ? types(said, words) : ofValues(said, values, words);
        if (types.size() > 1 && mustSplit(types, words, values)) {
            split(types, words, values);
            return;
        }
        JsonValue word = SchemaTypes.word(types);
        if (!word.equals(words.get("type"))) {
            words.put("type", word);
        }
    }

    private static List<String> types(List<String> said, Map<String, JsonValue> words) {
        if (words.containsKey("const")
                && (said.isEmpty() || !SchemaTypes.fits(said).test(words.get("const")))) {
            return List.of(SchemaTypes.of(words.get("const")));
        }
        if (!said.isEmpty()) {
            return said;
        }
        String implied = SchemaTypes.implied(words);
        // Nothing is said. A text is what most of such parameters take, and is allowed by a schema without words.
        return List.of(implied == null ? "string" : implied);
    }

    /** Values outside of the types are impossible, so they go; unless all are, then the types are wrong. */
    private static List<String> ofValues(List<String> said, JsonArray values, Map<String, JsonValue> words) {
        List<JsonValue> possible =
                values.stream().filter(SchemaTypes.fits(said)).toList();
        if (possible.isEmpty()) {
            return values.stream().map(SchemaTypes::of).distinct().toList();
        }
        if (possible.size() < values.size()) {
            words.put("enum", array(possible));
        }
        return said;
    }

    private static boolean mustSplit(List<String> types, Map<String, JsonValue> words, @Nullable JsonArray values) {
        if (values == null) {
            return words.keySet().stream().anyMatch(word -> !word.equals("type") && !COMMON.contains(word));
        }
        return types.size() > 2
                || !types.contains("null")
                || types.stream().noneMatch(SCALARS::contains)
                || words.keySet().stream()
                        .anyMatch(word -> !word.equals("type") && !word.equals("enum") && !COMMON.contains(word));
    }

    /** One alternative for each type, with the words that are about it. */
    private static void split(List<String> types, Map<String, JsonValue> words, @Nullable JsonArray values) {
        JsonArrayBuilder alternatives = JsonParts.array();
        Set<String> moved = new HashSet<>(List.of("type", "enum"));
        for (String type : types) {
            Map<String, JsonValue> alternative = new LinkedHashMap<>();
            alternative.put("type", JsonParts.text(type));
            Set<String> about = OF_TYPE.getOrDefault(type, Set.of());
            moved.addAll(about);
            about.forEach(word -> {
                if (words.containsKey(word)) {
                    alternative.put(word, words.get(word));
                }
            });
            if (values != null) {
                List<JsonValue> own =
                        values.stream().filter(SchemaTypes.fits(List.of(type))).toList();
                if (own.isEmpty()) {
                    continue;
                }
                alternative.put("enum", array(own));
            }
            alternatives.add(MoonshotSchema.build(alternative));
        }
        words.keySet().removeAll(moved);
        words.put("anyOf", alternatives.build());
    }

    private static JsonArray array(List<JsonValue> values) {
        JsonArrayBuilder array = JsonParts.array();
        values.forEach(array::add);
        return array.build();
    }
}
