package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonArray;
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
        return JsonParts.each(DocumentedMessages.of(messages), OpenRouterMessages::message);
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
        JsonArray written = JsonParts.each(calls, call -> shortened(call, "id"));
        return written == calls
                ? answered
                : JsonParts.object(answered).add("tool_calls", written).build();
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
