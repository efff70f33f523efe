package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.DocumentedMessages;

/**
 * Messages in OpenAI's documented form, with ids that the vendors behind OpenRouter take: OpenAI's own refuses those of more
 * than 40 characters, which others make. A member may be left out, but not null.
 */
final class OpenRouterMessages {
    private static final int LONGEST_ID = 40;

    private OpenRouterMessages() {}

    static JsonArray accepted(JsonArray messages) {
        JsonArray documented = DocumentedMessages.of(messages);
        JsonArrayBuilder mapped = JsonParts.array();
        boolean changed = documented != messages;
        for (JsonValue value : documented) {
            JsonValue written = value instanceof JsonObject message ? message(message) : value;
            changed |= written != value;
            mapped.add(written);
        }
        return changed ? mapped.build() : messages;
    }

    private static JsonObject message(JsonObject message) {
        List<String> nulls = message.entrySet().stream()
                .filter(member ->
                        member.getValue() == JsonValue.NULL && !member.getKey().equals("content"))
                .map(Map.Entry::getKey)
                .toList();
        JsonObject answered = shortened(JsonParts.without(message, nulls), "tool_call_id");
        if (!(message.get("tool_calls") instanceof JsonArray calls)) {
            return answered;
        }
        JsonArrayBuilder written = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : calls) {
            JsonValue call = value instanceof JsonObject object ? shortened(object, "id") : value;
            changed |= call != value;
            written.add(call);
        }
        return changed ? JsonParts.object(answered).add("tool_calls", written).build() : answered;
    }

    /** The same long id is the same short one wherever it stands. */
    private static JsonObject shortened(JsonObject object, String member) {
        if (!(object.get(member) instanceof JsonString id) || id.getString().length() <= LONGEST_ID) {
            return object;
        }
        String digest = UUID.nameUUIDFromBytes(id.getString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return JsonParts.object(object).add(member, "call_" + digest).build();
    }
}
