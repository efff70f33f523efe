package lakehouse.gateway.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds and reads parts of JSON trees. The provider is kept: JSON-P's static calls look it up every time. */
public final class JsonParts {
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());

    private JsonParts() {}

    /** An empty object to fill. */
    public static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    /** An object to change, filled with the given one. */
    public static JsonObjectBuilder object(JsonObject from) {
        return BUILDERS.createObjectBuilder(from);
    }

    /** An empty list to fill. */
    public static JsonArrayBuilder array() {
        return BUILDERS.createArrayBuilder();
    }

    /** A list to change, filled with the given one. */
    public static JsonArrayBuilder array(JsonArray from) {
        return BUILDERS.createArrayBuilder(from);
    }

    /** A list of texts. */
    public static JsonArrayBuilder texts(Iterable<String> values) {
        JsonArrayBuilder list = array();
        values.forEach(list::add);
        return list;
    }

    /** A text. */
    public static JsonString text(String value) {
        return PROVIDER.createValue(value);
    }

    /** A text as it stands in JSON, quotes included. */
    public static String quoted(String value) {
        return text(value).toString();
    }

    /** A whole number. */
    public static JsonNumber number(long value) {
        return PROVIDER.createValue(value);
    }

    /** A number. */
    public static JsonNumber number(BigDecimal value) {
        return PROVIDER.createValue(value);
    }

    /** The object without some members; itself when it has none of them. */
    public static JsonObject without(JsonObject object, List<String> names) {
        if (names.stream().noneMatch(object::containsKey)) {
            return object;
        }
        JsonObjectBuilder rest = object();
        object.forEach((name, value) -> {
            if (!names.contains(name)) {
                rest.add(name, value);
            }
        });
        return rest.build();
    }

    /** The text of a member; null when it is absent or something else. */
    public static @Nullable String string(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.getString() : null;
    }

    /** The text of a member; empty when it is absent or something else. */
    public static String textOf(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? text.getString() : "";
    }

    /** The objects of a list; none when the value is no list. What else the list holds is left out. */
    public static List<JsonObject> objects(@Nullable JsonValue value) {
        if (!(value instanceof JsonArray array) || array.isEmpty()) {
            return List.of();
        }
        List<JsonObject> objects = new ArrayList<>(array.size());
        for (JsonValue item : array) {
            if (item instanceof JsonObject object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /**
     * The value that a JSON pointer leads to.
     *
     * @throws jakarta.json.JsonException when it leads nowhere
     */
    public static JsonValue at(JsonObject root, String pointer) {
        return PROVIDER.createPointer(pointer).getValue(root);
    }

    /** Whether a value is there and not null. */
    public static boolean present(@Nullable JsonValue value) {
        return value != null && value != JsonValue.NULL;
    }

    /** The list with each object in it changed, and all else as it is; the same list when nothing changes. */
    public static JsonArray each(JsonArray values, UnaryOperator<JsonObject> change) {
        JsonArrayBuilder written = array();
        boolean changed = false;
        for (JsonValue value : values) {
            JsonValue now = value instanceof JsonObject object ? change.apply(object) : value;
            changed |= now != value;
            written.add(now);
        }
        return changed ? written.build() : values;
    }
}
