package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;

/**
 * Schemas combined of others. Only {@code anyOf} is known, and no type or other word may stand both beside it and in it, so
 * what holds for all alternatives moves into each of them.
 */
final class SchemaAlternatives {
    /** The words that combine schemas. */
    static final Set<String> WORDS = Set.of("anyOf", "oneOf", "allOf");

    private static final Set<String> STAYS =
            Set.of("anyOf", "oneOf", "default", "description", "title", "$id", "$schema");

    /** Beside a reference they are about the same value, so both have to become one schema. */
    private static final Set<String> DESCRIBES = Set.of(
            "anyOf",
            "oneOf",
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "items",
            "prefixItems",
            "enum",
            "const");

    private static final List<String> TAKEN_APART = List.of("$ref", "allOf");

    private final SchemaReferences references;
    private final SchemaUnion union;

    SchemaAlternatives(SchemaReferences references, SchemaUnion union) {
        this.references = references;
        this.union = union;
    }

    /** All parts hold at once: their words count as if they stood here. */
    void open(Map<String, JsonValue> words) {
        List<JsonObject> parts = JsonParts.objects(words.get("allOf"));
        if (words.get("allOf") instanceof JsonArray) {
            words.remove("allOf");
        }
        if (words.get("oneOf") instanceof JsonArray one && !words.containsKey("anyOf")) {
            words.remove("oneOf");
            words.put("anyOf", one);
        }
        boolean describes = words.keySet().stream().anyMatch(DESCRIBES::contains);
        List<JsonObject> more = parts.stream()
                .filter(part -> !SchemaWords.COMMON.containsAll(part.keySet()))
                .toList();
        if (more.size() == 1 && !describes && !words.containsKey("$ref") && onlyRefers(more.get(0))) {
            parts.forEach(part -> union.join(words, part));
            return;
        }
        if (words.get("$ref") instanceof JsonString reference && (describes || !more.isEmpty())) {
            words.remove("$ref");
            merge(words, refers(reference), Set.of());
        }
        parts.forEach(part -> merge(words, part, Set.of()));
    }

    private static boolean onlyRefers(JsonObject part) {
        return part.get("$ref") instanceof JsonString
                && part.keySet().stream().noneMatch(word -> DESCRIBES.contains(word) || word.equals("allOf"));
    }

    /** @param behind the references that led here */
    private void merge(Map<String, JsonValue> words, JsonObject part, Set<String> behind) {
        JsonObject own = JsonParts.without(part, TAKEN_APART);
        if (own.get("oneOf") instanceof JsonArray one && !own.containsKey("anyOf")) {
            own = JsonParts.object(own).remove("oneOf").add("anyOf", one).build();
        }
        union.join(words, own);
        if (part.get("$ref") instanceof JsonString reference && !behind.contains(reference.getString())) {
            JsonObject target = references.target(reference.getString());
            if (target != null && union.grants(1, target)) {
                Set<String> further = new HashSet<>(behind);
                further.add(reference.getString());
                merge(words, target, further);
            } else if (target != null) {
                union.join(words, alternative(refers(reference)));
            }
        }
        JsonParts.objects(part.get("allOf")).forEach(inner -> merge(words, inner, behind));
    }

    /** The one form in which a reference stands beside anything. */
    static JsonObject alternative(JsonObject schema) {
        return JsonParts.object().add("anyOf", JsonParts.array().add(schema)).build();
    }

    private static JsonObject refers(JsonString reference) {
        return JsonParts.object().add("$ref", reference).build();
    }

    void write(Map<String, JsonValue> words) {
        if (words.get("anyOf") instanceof JsonArray any && any.stream().anyMatch(JsonObject.class::isInstance)) {
            distribute(words, any);
        } else {
            words.remove("anyOf");
        }
    }

    private void distribute(Map<String, JsonValue> words, JsonArray alternatives) {
        Map<String, JsonValue> shared = new LinkedHashMap<>(words);
        shared.keySet().removeAll(STAYS);
        List<JsonObject> schemas = JsonParts.objects(alternatives);
        boolean conflict =
                schemas.stream().anyMatch(one -> shared.keySet().stream().anyMatch(one::containsKey));
        if (!shared.containsKey("type") && !conflict) {
            return;
        }
        if (!union.grants(schemas.size(), MoonshotSchema.build(shared))) {
            shared.keySet().removeIf(word -> !word.equals("type"));
        }
        boolean onlyType = shared.size() == 1 && shared.containsKey("type");
        JsonArrayBuilder complete = JsonParts.array();
        for (JsonObject schema : schemas) {
            Map<String, JsonValue> alternative = new LinkedHashMap<>();
            if (schema.get("$ref") instanceof JsonString reference
                    && !onlyType
                    && references.target(reference.getString()) != null) {
                merge(alternative, schema, Set.of());
            } else {
                alternative.putAll(schema);
            }
            if (!alternative.containsKey("$ref")) {
                union.join(alternative, MoonshotSchema.build(shared));
            }
            complete.add(MoonshotSchema.build(alternative));
        }
        words.keySet().removeAll(shared.keySet());
        words.put("anyOf", complete.build());
    }
}
