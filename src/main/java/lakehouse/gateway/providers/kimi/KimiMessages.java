package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Reasoning;
import org.jspecify.annotations.Nullable;

/** Messages as Kimi accepts them. */
final class KimiMessages {
    /** The least that is accepted where Kimi demands reasoning that nobody has any more; some accounts refuse an empty text. */
    static final String PLACEHOLDER = " ";

    private KimiMessages() {}

    /** The messages with {@code developer}, a role that Kimi does not know, made {@code system}. */
    static JsonArray roles(JsonArray messages) {
        JsonArrayBuilder mapped = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : messages) {
            boolean developer =
                    value instanceof JsonObject message && "developer".equals(JsonParts.string(message, "role"));
            changed |= developer;
            mapped.add(
                    developer
                            ? JsonParts.object(value.asJsonObject())
                                    .add("role", "system")
                                    .build()
                            : value);
        }
        return changed ? mapped.build() : messages;
    }

    /**
     * An assistant message.
     *
     * @param thinking whether the request thinks, so that tool calls must carry reasoning
     */
    static JsonObject assistant(JsonObject message, Reasoning reasoning, boolean thinking) {
        boolean callsTools = message.get("tool_calls") instanceof JsonArray calls && !calls.isEmpty();
        String text = reasoning.text().isEmpty() && callsTools && thinking ? PLACEHOLDER : reasoning.text();
        boolean dropsContent = callsTools && isEmpty(message.get("content"));
        if (text.equals(JsonParts.string(message, Reasoning.CONTENT))
                && reasoning.details() == null
                && !message.containsKey(Reasoning.PLAIN)
                && !dropsContent) {
            return message;
        }
        JsonObject bare = Reasoning.removedFrom(message);
        JsonObjectBuilder mapped = JsonParts.object(dropsContent ? JsonParts.without(bare, List.of("content")) : bare);
        if (!text.isEmpty()) {
            mapped.add(Reasoning.CONTENT, text);
        }
        if (reasoning.details() != null) {
            mapped.add(Reasoning.DETAILS, withoutIndexes(reasoning.details()));
        }
        return mapped.build();
    }

    /** An empty text beside tool calls is answered with "text content is empty". */
    private static boolean isEmpty(@Nullable JsonValue content) {
        return (content instanceof JsonString text && text.getString().isBlank())
                || (content instanceof JsonArray parts && parts.isEmpty());
    }

    /** The index is the stream's. Sent back, it is refused: "must not contain streaming index". */
    private static JsonArray withoutIndexes(JsonArray details) {
        JsonArrayBuilder stripped = JsonParts.array();
        for (JsonObject detail : JsonParts.objects(details)) {
            stripped.add(JsonParts.without(detail, List.of("index")));
        }
        return stripped.build();
    }
}
