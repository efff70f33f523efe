package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Messages in the form that OpenAI documents, for vendors that check it: results and arguments as texts, an id and a type on
 * every call. Clients keep all kinds of histories, and models write all kinds of calls.
 */
public final class DocumentedMessages {
    /** Calls of the last turn that wait for their results, by id. */
    private final Deque<String> waiting = new ArrayDeque<>();

    private int madeIds;

    private DocumentedMessages() {}

    /** The messages; the same list when all of them are in that form. */
    public static JsonArray of(JsonArray messages) {
        DocumentedMessages walk = new DocumentedMessages();
        JsonArrayBuilder documented = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : messages) {
            JsonValue written = value instanceof JsonObject message ? walk.message(message) : value;
            changed |= written != value;
            documented.add(written);
        }
        return changed ? documented.build() : messages;
    }

    private JsonObject message(JsonObject message) {
        Map<String, @Nullable JsonValue> changes = new LinkedHashMap<>();
        boolean result = "tool".equals(JsonParts.string(message, "role"));
        JsonValue content = message.get("content");
        JsonValue documented = result ? DocumentedContent.ofResult(content) : DocumentedContent.of(content);
        if (documented != content) {
            changes.put("content", documented);
        }
        if (message.get("tool_calls") instanceof JsonArray calls) {
            JsonArray written = calls(calls);
            if (written != calls) {
                changes.put("tool_calls", written.isEmpty() ? null : written);
            }
        }
        if (result) {
            String id = idOfResult(message.get("tool_call_id"));
            if (!id.equals(JsonParts.string(message, "tool_call_id"))) {
                changes.put("tool_call_id", JsonParts.text(id));
            }
        }
        return changed(message, changes);
    }

    private JsonArray calls(JsonArray calls) {
        waiting.clear();
        JsonArrayBuilder written = JsonParts.array();
        boolean changed = calls.isEmpty();
        for (JsonValue value : calls) {
            JsonValue call = value instanceof JsonObject object ? call(object) : value;
            changed |= call != value;
            written.add(call);
        }
        return changed ? written.build() : calls;
    }

    private JsonObject call(JsonObject call) {
        Map<String, @Nullable JsonValue> changes = new LinkedHashMap<>();
        String id = id(call.get("id"));
        if (id.isEmpty()) {
            id = "call_gateway_" + madeIds++;
        }
        waiting.add(id);
        if (!id.equals(JsonParts.string(call, "id"))) {
            changes.put("id", JsonParts.text(id));
        }
        if (call.get("custom") instanceof JsonObject custom) {
            changes.put("type", JsonParts.text("function"));
            changes.put("function", ofCustom(custom));
            changes.put("custom", null);
        } else if (call.get("function") instanceof JsonObject function) {
            if (JsonParts.textOf(call, "type").isEmpty()) {
                changes.put("type", JsonParts.text("function"));
            }
            JsonValue arguments = function.get("arguments");
            if (!(arguments instanceof JsonString text) || text.getString().isBlank()) {
                String written = arguments instanceof JsonObject ? arguments.toString() : "{}";
                changes.put(
                        "function",
                        JsonParts.object(function).add("arguments", written).build());
            }
        }
        return changed(call, changes);
    }

    /** A call of a tool that takes plain text, as one of a tool that takes an object. */
    private static JsonObject ofCustom(JsonObject custom) {
        JsonObject arguments = JsonParts.object()
                .add("input", ContentText.of(custom.get("input")))
                .build();
        return JsonParts.object()
                .add("name", JsonParts.textOf(custom, "name"))
                .add("arguments", arguments.toString())
                .build();
    }

    /** A result without an id belongs to the first call that waits for one. */
    private String idOfResult(@Nullable JsonValue given) {
        String id = id(given);
        if (!id.isEmpty()) {
            waiting.remove(id);
            return id;
        }
        String next = waiting.poll();
        return next == null ? "call_gateway_" + madeIds++ : next;
    }

    private static String id(@Nullable JsonValue given) {
        return given instanceof JsonString text ? text.getString() : ContentText.of(given);
    }

    private static JsonObject changed(JsonObject object, Map<String, @Nullable JsonValue> changes) {
        if (changes.isEmpty()) {
            return object;
        }
        JsonObjectBuilder changed = JsonParts.object(object);
        changes.forEach((name, value) -> {
            if (value == null) {
                changed.remove(name);
            } else {
                changed.add(name, value);
            }
        });
        return changed.build();
    }
}
