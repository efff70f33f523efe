package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonParts;

/** The tool calls of an answer in one piece: each with an id that is a text and its own, and arguments that are a text. */
final class ReplyToolCalls {
    private ReplyToolCalls() {}

    /** The same list when nothing changes. */
    static JsonArray complete(JsonArray calls) {
        ToolCallIds ids = new ToolCallIds();
        JsonArrayBuilder complete = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : calls) {
            JsonValue written = value instanceof JsonObject call ? complete(call, ids) : value;
            changed |= written != value;
            complete.add(written);
        }
        return changed ? complete.build() : calls;
    }

    private static JsonObject complete(JsonObject call, ToolCallIds ids) {
        String id = ids.unique(call.get("id"));
        JsonObject function = call.get("function") instanceof JsonObject object ? object : null;
        boolean idStands =
                call.get("id") instanceof JsonString text && text.getString().equals(id);
        boolean textStands = function == null || function.get("arguments") instanceof JsonString;
        boolean typeStands = call.get("type") instanceof JsonString;
        if (idStands && textStands && typeStands) {
            return call;
        }
        JsonObjectBuilder complete = JsonParts.object(call).add("id", id);
        if (!typeStands) {
            complete.add("type", "function");
        }
        if (function != null && !textStands) {
            JsonValue arguments = function.get("arguments");
            String text = JsonParts.present(arguments) ? String.valueOf(arguments) : "{}";
            complete.add("function", JsonParts.object(function).add("arguments", text));
        }
        return complete.build();
    }

    /** Whether the arguments of one end in the middle. */
    static boolean isCut(JsonObject message) {
        for (JsonObject call : JsonParts.objects(message.get("tool_calls"))) {
            if (call.get("function") instanceof JsonObject function
                    && ArgumentsCheck.isCut(JsonParts.textOf(function, "arguments"))) {
                return true;
            }
        }
        return false;
    }
}
