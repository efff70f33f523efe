package lakehouse.gateway.json;

import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A list of changes to the top-level members of a document, applied in one go. Mutable, for one thread. */
public final class JsonEdits {
    private final Map<String, @Nullable JsonValue> changes = new LinkedHashMap<>();

    /** Gives a member this value, in its old place, or at the end when it is new. */
    public JsonEdits set(String name, JsonValue value) {
        changes.put(name, value);
        return this;
    }

    /** As {@link #set(String, JsonValue)}, of a text. */
    public JsonEdits set(String name, String value) {
        return set(name, JsonParts.text(value));
    }

    /** Takes a member away, every occurrence of it. */
    public JsonEdits remove(String name) {
        changes.put(name, null);
        return this;
    }

    boolean setsAny() {
        return changes.values().stream().anyMatch(Objects::nonNull);
    }

    boolean names(String name) {
        return changes.containsKey(name);
    }

    @Nullable
    JsonValue replacement(String name) {
        return changes.get(name);
    }

    void forEachSet(BiConsumer<String, JsonValue> action) {
        changes.forEach((name, value) -> {
            if (value != null) {
                action.accept(name, value);
            }
        });
    }
}
