package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * References inside one schema. All of them lead to {@code $defs} at the root, which is the only place that is accepted, and
 * what stands beside a reference does not repeat what stands behind it: there the reference is an alternative without others.
 */
final class SchemaReferences {
    private static final List<String> ROOMS = List.of("$defs", "definitions");
    private static final String PLACE = "#/$defs/";

    /** More steps are a circle. */
    private static final int STEPS = 20;

    private final JsonObject root;
    private final SchemaUnion union;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, JsonObject> definitions = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    SchemaReferences(JsonObject root, SchemaUnion union) {
        this.root = root;
        this.union = union;
        ROOMS.forEach(room -> {
            if (root.get(room) instanceof JsonObject held) {
                held.forEach((name, value) -> {
                    if (value instanceof JsonObject schema && !name.isEmpty() && !name.contains("/")) {
                        definitions.putIfAbsent(name, schema);
                        names.putIfAbsent("#/" + room + "/" + name, name);
                        open.add(name);
                    }
                });
            }
        });
    }

    /** A root that only refers to something becomes that: parameters must say that they are an object. */
    void openRoot(Map<String, JsonValue> words) {
        for (int i = 0; i < STEPS && words.get("$ref") instanceof JsonString reference; i++) {
            JsonObject target = target(reference.getString());
            if (target == null || target == root) {
                return;
            }
            words.remove("$ref");
            union.join(words, target);
        }
    }

    /** The schema behind a reference; null when there is none in this document. */
    @Nullable
    JsonObject target(String reference) {
        String name = names.get(reference);
        if (name != null) {
            return definitions.get(name);
        }
        if (reference.equals("#")) {
            return root;
        }
        if (!reference.startsWith("#/")) {
            return null;
        }
        JsonValue at = root;
        for (String step : reference.substring(2).split("/", -1)) {
            String member = step.replace("~1", "/").replace("~0", "~").replace("%24", "$");
            if (at instanceof JsonObject object) {
                at = object.get(member);
            } else if (at instanceof JsonArray list && member.matches("\\d{1,6}")) {
                int index = Integer.parseInt(member);
                at = index < list.size() ? list.get(index) : null;
            } else {
                return null;
            }
        }
        return at instanceof JsonObject schema ? schema : null;
    }

    /** Writes a reference, if these words hold one, in the form that is accepted. */
    void write(Map<String, JsonValue> words) {
        ROOMS.forEach(words::remove);
        if (!(words.get("$ref") instanceof JsonString reference)) {
            return;
        }
        JsonObject target = target(reference.getString());
        if (target == null) {
            return; // The caller's own mistake: the vendor says which.
        }
        words.remove("type");
        if (!reference.getString().equals("#")) {
            String place = PLACE + name(reference.getString(), target);
            if (!place.equals(reference.getString())) {
                words.put("$ref", JsonParts.text(place));
            }
        }
        if (words.keySet().stream().anyMatch(word -> collides(word, target))) {
            JsonObject alone = JsonParts.object().add("$ref", words.get("$ref")).build();
            words.remove("$ref");
            words.putAll(SchemaAlternatives.alternative(alone));
        }
    }

    private static boolean collides(String word, JsonObject target) {
        return !word.equals("$ref") && (!SchemaWords.COMMON.contains(word) || target.containsKey(word));
    }

    private String name(String reference, JsonObject target) {
        String known = names.get(reference);
        if (known != null) {
            return known;
        }
        String wish = reference.substring(2).replaceAll("[^A-Za-z0-9_]+", "_");
        String name = wish;
        for (int i = 2; definitions.containsKey(name); i++) {
            name = wish + "_" + i;
        }
        names.put(reference, name);
        definitions.put(name, target);
        open.add(name);
        return name;
    }

    /** Puts the definitions into the finished root, each of them written too. */
    JsonObject addTo(JsonObject written, UnaryOperator<JsonObject> writer) {
        if (definitions.isEmpty()) {
            return written;
        }
        JsonObjectBuilder held = JsonParts.object();
        boolean changed = !(root.get("$defs") instanceof JsonObject given)
                || root.containsKey("definitions")
                || given.size() != definitions.size();
        while (!open.isEmpty()) {
            String name = open.remove();
            JsonObject definition = definitions.getOrDefault(name, JsonValue.EMPTY_JSON_OBJECT);
            JsonObject done = writer.apply(definition);
            changed |= done != definition;
            held.add(name, done);
        }
        JsonObject all = held.build();
        changed |= !(root.get("$defs") instanceof JsonObject before) || before.size() != all.size();
        JsonValue place = changed ? all : root.get("$defs");
        if (!changed && JsonParts.without(root, List.of("$defs")).equals(written)) {
            return root;
        }
        return JsonParts.object(written).add("$defs", place).build();
    }
}
