package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Puts {@code reasoning_details} that came in pieces together again, so that they go back as the vendor means them. */
final class ReasoningDetails {
    /** Members that grow from piece to piece. Of all others the last value counts. */
    private static final Set<String> GROWING = Set.of("text", "summary", "data");

    private final List<JsonObject> whole = new ArrayList<>();

    void add(JsonArray pieces) {
        JsonParts.objects(pieces).forEach(this::add);
    }

    private void add(JsonObject piece) {
        for (int i = 0; i < whole.size(); i++) {
            if (continues(whole.get(i), piece)) {
                whole.set(i, joined(whole.get(i), piece));
                return;
            }
        }
        whole.add(piece);
    }

    private static boolean continues(JsonObject begun, JsonObject piece) {
        return begun.get("index") != null
                && Objects.equals(begun.get("index"), piece.get("index"))
                && Objects.equals(begun.get("type"), piece.get("type"));
    }

    private static JsonObject joined(JsonObject begun, JsonObject piece) {
        JsonObjectBuilder joined = JsonParts.object(begun);
        piece.forEach((name, value) -> {
            if (GROWING.contains(name) && begun.get(name) instanceof JsonString earlier) {
                joined.add(name, earlier.getString() + (value instanceof JsonString more ? more.getString() : ""));
            } else if (value != JsonValue.NULL || !begun.containsKey(name)) {
                joined.add(name, value);
            }
        });
        return joined.build();
    }

    @Nullable
    JsonArray whole() {
        if (whole.isEmpty()) {
            return null;
        }
        JsonArrayBuilder all = JsonParts.array();
        whole.forEach(all::add);
        return all.build();
    }
}
