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
 * Schemas combined of others. Only {@code anyOf} is known, and no type or other word may stand both beside it and in it, so
 * what holds for all alternatives moves into each of them.
 */
final class SchemaAlternatives {
    /** The words that combine schemas. */
    static final Set<String> WORDS = Set.of("anyOf", "oneOf", "allOf");

    private static final Set<String> STAYS =
            Set.of("anyOf", "oneOf", "default", "description", "title", "$id", "$schema");

    /** Copies of what holds for all; more would be refused for their number, and cost memory. */
    private static final int MOST_COPIES = 3_000;

    private final SchemaReferences references;
    private int copies;

    SchemaAlternatives(SchemaReferences references) {
        this.references = references;
    }

    void write(Map<String, JsonValue> words) {
        if (words.get("allOf") instanceof JsonArray all) {
            words.remove("allOf");
            JsonParts.objects(all).forEach(part -> merge(words, part));
        }
        if (words.get("oneOf") instanceof JsonArray one && !words.containsKey("anyOf")) {
            words.remove("oneOf");
            words.put("anyOf", one);
        }
        if (words.get("anyOf") instanceof JsonArray any && any.stream().anyMatch(JsonObject.class::isInstance)) {
            distribute(words, any);
        } else {
            words.remove("anyOf");
        }
    }

    /** All parts hold at once: their words count as if they stood here. */
    private void merge(Map<String, JsonValue> words, JsonObject part) {
        JsonObject schema = part;
        if (part.get("$ref") instanceof JsonString reference) {
            JsonObject target = references.target(reference.getString());
            if (target == null || target.containsKey("$ref")) {
                return;
            }
            schema = target;
        }
        if (schema.get("allOf") instanceof JsonArray inner) {
            JsonObject rest = JsonParts.without(schema, List.of("allOf"));
            join(words, rest);
            JsonParts.objects(inner).stream()
                    .filter(one -> !one.containsKey("$ref"))
                    .forEach(one -> merge(words, one));
            return;
        }
        join(words, schema);
    }

    private static void join(Map<String, JsonValue> words, JsonObject more) {
        more.forEach((word, value) -> {
            JsonValue own = words.get(word);
            if (word.equals("properties") && own instanceof JsonObject mine && value instanceof JsonObject theirs) {
                JsonObjectBuilder both = JsonParts.object(theirs);
                mine.forEach(both::add);
                words.put(word, both.build());
            } else if (word.equals("required") && own instanceof JsonArray mine && value instanceof JsonArray theirs) {
                Set<JsonValue> both = new LinkedHashSet<>(mine);
                both.addAll(theirs);
                JsonArrayBuilder list = JsonParts.array();
                both.forEach(list::add);
                words.put(word, list.build());
            } else if (!word.equals("$defs") && !word.equals("definitions")) {
                words.putIfAbsent(word, value);
            }
        });
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
        copies += schemas.size() * size(shared);
        if (copies > MOST_COPIES) {
            shared.keySet().removeIf(word -> !word.equals("type"));
        }
        JsonArrayBuilder complete = JsonParts.array();
        for (JsonObject schema : schemas) {
            Map<String, JsonValue> alternative = new LinkedHashMap<>(schema);
            boolean onlyType = shared.size() == 1 && shared.containsKey("type");
            if (schema.get("$ref") instanceof JsonString reference && !onlyType) {
                JsonObject target = references.target(reference.getString());
                if (target != null && !target.containsKey("$ref")) {
                    alternative.remove("$ref");
                    join(alternative, target);
                }
            }
            if (!alternative.containsKey("$ref")) {
                join(alternative, MoonshotSchema.build(shared));
            }
            complete.add(MoonshotSchema.build(alternative));
        }
        words.keySet().removeAll(shared.keySet());
        words.put("anyOf", complete.build());
    }

    private static int size(Map<String, JsonValue> words) {
        return words.values().stream()
                .mapToInt(value -> value instanceof JsonObject object ? 1 + object.size() : 1)
                .sum();
    }
}
