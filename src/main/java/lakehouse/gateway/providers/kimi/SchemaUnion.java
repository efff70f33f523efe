package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;

/**
 * Schemas that hold at once, as one. Where both describe the same thing, both descriptions stay. Parts of the schema are
 * copied for that, within a limit: one that holds itself twice would double at each level. For one thread and schema.
 */
final class SchemaUnion {
    /** Values copied; more would be refused for their number, and cost memory. */
    private static final int MOST_COPIES = 3_000;

    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");

    private int copies;

    /** Whether there may be so many more copies of a value. Those that are granted count. */
    boolean grants(int times, JsonValue value) {
        long wanted = (long) times * size(value, MOST_COPIES - copies);
        if (copies + wanted > MOST_COPIES) {
            return false;
        }
        copies += (int) wanted;
        return true;
    }

    private static int size(JsonValue value, int most) {
        Collection<JsonValue> inner = value instanceof JsonObject object
                ? object.values()
                : value instanceof JsonArray list ? list : List.of();
        int size = 1;
        for (JsonValue one : inner) {
            if (size > most) {
                break;
            }
            size += size(one, most - size);
        }
        return size;
    }

    /** Adds the words of a schema that holds too. */
    void join(Map<String, JsonValue> words, JsonObject more) {
        for (Map.Entry<String, JsonValue> member : new LinkedHashMap<>(more).entrySet()) {
            String word = member.getKey();
            JsonValue value = member.getValue();
            JsonValue own = words.get(word);
            if (DEFINITIONS.contains(word) || value.equals(own)) {
                continue;
            }
            if (own == null) {
                words.put(word, value);
            } else if (word.equals("anyOf") && own instanceof JsonArray mine && value instanceof JsonArray theirs) {
                alternatives(words, mine, theirs);
            } else {
                words.put(word, both(word, own, value));
            }
        }
    }

    private static JsonValue both(String word, JsonValue own, JsonValue more) {
        if (word.equals("description")) {
            return texts(own, more, "\n");
        }
        if (word.equals("title")) {
            return texts(own, more, ", ");
        }
        if (own instanceof JsonObject mine && more instanceof JsonObject theirs) {
            return switch (word) {
                case "properties" -> properties(mine, theirs);
                case "items", "additionalProperties" -> all(mine, theirs);
                default -> own;
            };
        }
        if (own instanceof JsonArray mine && more instanceof JsonArray theirs) {
            return switch (word) {
                case "required" -> required(mine, theirs);
                case "enum" -> values(mine, theirs);
                default -> own;
            };
        }
        return own;
    }

    private static JsonValue texts(JsonValue own, JsonValue more, String between) {
        String mine = text(own);
        String theirs = text(more);
        boolean said = (between + mine + between).contains(between + theirs + between);
        return JsonParts.text(said ? mine : mine + between + theirs);
    }

    private static String text(JsonValue value) {
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    private static JsonObject properties(JsonObject mine, JsonObject theirs) {
        JsonObjectBuilder both = JsonParts.object(mine);
        theirs.forEach((name, value) -> {
            JsonValue own = mine.get(name);
            if (!(own instanceof JsonObject described)) {
                both.add(name, own == JsonValue.FALSE ? own : value);
            } else if (value instanceof JsonObject more && !more.equals(described)) {
                both.add(name, all(described, more));
            }
        });
        return both.build();
    }

    private static JsonObject all(JsonObject mine, JsonObject theirs) {
        return JsonParts.object()
                .add("allOf", JsonParts.array().add(mine).add(theirs))
                .build();
    }

    private static JsonArray required(JsonArray mine, JsonArray theirs) {
        Set<JsonValue> names = new LinkedHashSet<>(mine);
        names.addAll(theirs);
        return list(names);
    }

    /** Those that both allow; when there are none, somebody made a mistake, and nobody can say who. */
    private static JsonArray values(JsonArray mine, JsonArray theirs) {
        List<JsonValue> possible = mine.stream().filter(theirs::contains).toList();
        return possible.isEmpty() ? mine : list(possible);
    }

    /** One of each side holds: each goes with each, or the other side is told in words. */
    private void alternatives(Map<String, JsonValue> words, JsonArray mine, JsonArray theirs) {
        if (!grants(theirs.size(), mine) || !grants(mine.size(), theirs)) {
            tell(words, "It fits one of these JSON schemas, too: " + theirs);
            return;
        }
        JsonArrayBuilder pairs = JsonParts.array();
        for (JsonObject one : JsonParts.objects(mine)) {
            JsonParts.objects(theirs).forEach(other -> pairs.add(all(one, other)));
        }
        words.put("anyOf", pairs.build());
    }

    /** Says in words what has no other form. */
    static void tell(Map<String, JsonValue> words, String what) {
        words.merge("description", JsonParts.text(what), (own, more) -> texts(own, more, "\n"));
    }

    private static JsonArray list(Collection<JsonValue> values) {
        JsonArrayBuilder list = JsonParts.array();
        values.forEach(list::add);
        return list.build();
    }
}
