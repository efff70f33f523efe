package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Turns what OpenAI-shaped vendors answer into one form: reasoning always under {@code reasoning_content}, an index on every
 * tool call of a stream, one of OpenAI's finish reasons. The vendor's own fields stay as they came.
 */
final class CommonForm {
    private CommonForm() {}

    /** The choices of a reply; the same list when nothing changes. */
    static JsonArray replyChoices(JsonArray choices) {
        JsonArrayBuilder common = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : choices) {
            JsonValue written = value instanceof JsonObject choice ? choice(choice, "message", null) : value;
            changed |= written != value;
            common.add(written);
        }
        return changed ? common.build() : choices;
    }

    /**
     * One choice; the same object when nothing changes.
     *
     * @param part {@code message} or {@code delta}
     * @param calls the tool calls of the choice so far; null in a reply, which has them whole
     */
    static JsonObject choice(JsonObject choice, String part, @Nullable StreamedToolCalls calls) {
        JsonObjectBuilder changed = null;
        JsonObject common = null;
        if (choice.get(part) instanceof JsonObject message) {
            common = message(message, calls);
            if (common != message) {
                changed = JsonParts.object(choice).add(part, common);
            }
        }
        JsonValue stated = choice.get("finish_reason");
        String vendor = FinishReasons.given(stated);
        if (vendor != null || calls == null) {
            String reason = vendor == null ? FinishReasons.STOP : FinishReasons.common(vendor);
            if (calls == null
                    && common != null
                    && !JsonParts.objects(common.get("tool_calls")).isEmpty()) {
                reason = FinishReasons.besideCalls(reason);
            }
            if (!reason.equals(vendor)) {
                changed = changed == null ? JsonParts.object(choice) : changed;
                changed.add("finish_reason", reason);
                if (vendor != null && !JsonParts.present(choice.get("native_finish_reason"))) {
                    changed.add("native_finish_reason", vendor);
                }
            }
        } else if (JsonParts.present(stated)) {
            changed = (changed == null ? JsonParts.object(choice) : changed).addNull("finish_reason");
        }
        return changed == null ? choice : changed.build();
    }

    private static JsonObject message(JsonObject told, @Nullable StreamedToolCalls streamed) {
        JsonObject message = ContentParts.joined(told);
        Map<String, JsonValue> additions = new LinkedHashMap<>(4);
        if (!JsonParts.present(message.get(Reasoning.CONTENT))) {
            JsonString text = reasoning(message);
            if (text != null) {
                additions.put(Reasoning.CONTENT, text);
            }
        }
        if (message.get("tool_calls") instanceof JsonArray calls && !calls.isEmpty()) {
            JsonArray complete = streamed == null ? ReplyToolCalls.complete(calls) : streamed.complete(calls);
            if (complete != calls) {
                additions.put("tool_calls", complete);
            }
        }
        if (additions.isEmpty()) {
            return message;
        }
        JsonObjectBuilder common = JsonParts.object(message);
        additions.forEach(common::add);
        return common.build();
    }

    private static @Nullable JsonString reasoning(JsonObject message) {
        if (message.get(Reasoning.PLAIN) instanceof JsonString plain
                && !plain.getString().isEmpty()) {
            return plain;
        }
        String text = Reasoning.of(message).text();
        return text.isEmpty() ? null : JsonParts.text(text);
    }

    /** The index of a choice; the first one's when the vendor leaves it out. */
    static int index(JsonObject choice) {
        return choice.get("index") instanceof JsonNumber number ? number.intValue() : 0;
    }
}
