package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import lakehouse.gateway.provider.DocumentedMessages;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.Repairs;
import lakehouse.gateway.provider.VendorRule;
import org.jspecify.annotations.Nullable;

/** Messages as Kimi accepts them. */
final class KimiMessages {
    /** The least that is accepted where Kimi demands reasoning that nobody has any more; some accounts refuse an empty text. */
    static final String PLACEHOLDER = " ";

    /** Stands for a result without a word: a call without a result is refused, and so is an empty text. */
    static final String NO_OUTPUT = "(no output)";

    private KimiMessages() {}

    /**
     * All messages, the assistant's already as {@link #assistant} makes them: results as texts, no role {@code developer},
     * and none without a text, which is answered with "text content is empty".
     */
    static JsonArray accepted(JsonArray messages, KimiToolNames names, Repairs repairs) {
        JsonArray documented = DocumentedMessages.of(messages);
        JsonArrayBuilder mapped = JsonParts.array();
        boolean changed = documented != messages;
        boolean any = false;
        boolean asks = false;
        for (JsonValue value : documented) {
            JsonValue written = value instanceof JsonObject message ? accepted(message, names) : value;
            changed |= written != value;
            asks |= value instanceof JsonObject message && !isAssistant(message);
            if (written == JsonValue.NULL) {
                repairs.note("messages: those without a text left out");
                continue;
            }
            any = true;
            mapped.add(written);
        }
        if (!any && !asks) {
            return documented;
        }
        if (!any) {
            throw VendorRule.broken("Kimi", "messages", "it takes no empty text, and no message here has another");
        }
        return changed ? mapped.build() : messages;
    }

    /** Null for a message that says nothing. */
    private static JsonValue accepted(JsonObject message, KimiToolNames names) {
        String role = JsonParts.textOf(message, "role");
        JsonObject named = isAssistant(message) ? names.sentMessage(message) : message;
        JsonValue content = message.get("content");
        JsonValue text = KimiContent.accepted(content);
        boolean callsTools = message.get("tool_calls") instanceof JsonArray calls && !calls.isEmpty();
        if (isEmpty(text) && !callsTools) {
            if (role.equals("tool")) {
                text = JsonParts.text(NO_OUTPUT);
            } else if (message.get("refusal") instanceof JsonString refusal) {
                text = refusal;
            } else {
                return JsonValue.NULL;
            }
        }
        boolean developer = role.equals("developer");
        if (!developer && text == content) {
            return named;
        }
        JsonObjectBuilder mapped = JsonParts.object(named);
        if (developer) {
            mapped.add("role", "system");
        }
        if (text != null && !isEmpty(text)) {
            mapped.add("content", text);
        } else {
            mapped.remove("content");
        }
        return mapped.build();
    }

    /**
     * An assistant message.
     *
     * @param thinking whether the request thinks, so that tool calls must carry reasoning
     */
    static JsonObject assistant(JsonObject message, Reasoning reasoning, boolean thinking) {
        boolean callsTools = message.get("tool_calls") instanceof JsonArray calls && !calls.isEmpty();
        String text = reasoning.text().isEmpty() && callsTools && thinking ? PLACEHOLDER : reasoning.text();
        boolean dropsContent = callsTools && message.containsKey("content") && isEmpty(message.get("content"));
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

    private static boolean isAssistant(JsonObject message) {
        return "assistant".equals(JsonParts.string(message, "role"));
    }

    private static boolean isEmpty(@Nullable JsonValue content) {
        return content instanceof JsonArray parts ? parts.isEmpty() : ContentText.isBlank(ContentText.of(content));
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
