package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;

/**
 * Gives the tool calls of a stream the {@code index} that some providers leave out: a new id is a new call, and a piece
 * without an id belongs to the call before. Clients put the pieces together by it.
 */
final class ToolCallIndexes {
    private final List<String> ids = new ArrayList<>();

    /** The same list when every call has its index. */
    JsonArray complete(JsonArray calls) {
        boolean changed = false;
        JsonArrayBuilder complete = JsonParts.array();
        for (JsonValue value : calls) {
            JsonValue written = value;
            if (value instanceof JsonObject call && !(call.get("index") instanceof JsonNumber)) {
                written = JsonParts.object(call).add("index", index(call)).build();
                changed = true;
            } else if (value instanceof JsonObject call) {
                note(call);
            }
            complete.add(written);
        }
        return changed ? complete.build() : calls;
    }

    private int index(JsonObject call) {
        String id = JsonParts.textOf(call, "id");
        if (id.isEmpty()) {
            return Math.max(0, ids.size() - 1);
        }
        int known = ids.indexOf(id);
        if (known < 0) {
            ids.add(id);
            return ids.size() - 1;
        }
        return known;
    }

    private void note(JsonObject call) {
        String id = JsonParts.textOf(call, "id");
        if (!id.isEmpty() && !ids.contains(id)) {
            ids.add(id);
        }
    }
}
