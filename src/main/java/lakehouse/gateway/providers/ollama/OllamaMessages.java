package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import lakehouse.gateway.provider.DocumentedMessages;
import lakehouse.gateway.provider.FilePart;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.ReasoningReplay;
import lakehouse.gateway.provider.ToolArguments;
import org.jspecify.annotations.Nullable;

/** Messages as {@code /api/chat} takes them: content is one text, images stand beside it, arguments are an object. */
final class OllamaMessages {
    private OllamaMessages() {}

    /**
     * Maps all messages.
     *
     * @throws GatewayException when one holds something that Ollama cannot take
     */
    static JsonArray messages(JsonArray messages, String provider, ReasoningMemory memory) {
        JsonArray thought = ReasoningReplay.messages(
                messages, provider, memory, (message, reasoning, restored) -> thinking(message, reasoning));
        Map<String, String> toolNames = new HashMap<>();
        JsonArrayBuilder mapped = JsonParts.array();
        for (JsonObject message : JsonParts.objects(DocumentedMessages.of(thought))) {
            JsonParts.objects(message.get("tool_calls"))
                    .forEach(call -> toolNames.put(JsonParts.textOf(call, "id"), name(call)));
            mapped.add(message(message, toolNames));
        }
        return mapped.build();
    }

    private static JsonObject thinking(JsonObject message, Reasoning reasoning) {
        JsonObject bare = Reasoning.removedFrom(message);
        return reasoning.text().isEmpty()
                ? bare
                : JsonParts.object(bare).add("thinking", reasoning.text()).build();
    }

    private static JsonObject message(JsonObject message, Map<String, String> toolNames) {
        JsonObjectBuilder mapped = JsonParts.object(message).remove("content");
        String role = JsonParts.textOf(message, "role");
        mapped.add("role", role.equals("developer") ? "system" : role);
        addContent(mapped, message);
        if (message.get("tool_calls") instanceof JsonArray calls) {
            mapped.add("tool_calls", calls(calls));
        }
        String name = toolNames.get(JsonParts.textOf(message, "tool_call_id"));
        if (role.equals("tool") && name != null && !message.containsKey("tool_name")) {
            mapped.add("tool_name", name);
        }
        return mapped.build();
    }

    private static void addContent(JsonObjectBuilder mapped, JsonObject message) {
        JsonValue content = message.get("content");
        if (!(content instanceof JsonArray parts)) {
            boolean refused = !JsonParts.present(content) && message.get("refusal") instanceof JsonString;
            mapped.add("content", ContentText.of(refused ? message.get("refusal") : content));
            return;
        }
        List<String> texts = new ArrayList<>();
        JsonArrayBuilder media = JsonParts.array();
        boolean hasMedia = false;
        for (JsonObject part : JsonParts.objects(parts)) {
            String text = text(part);
            if (text != null) {
                texts.add(text);
            } else {
                media.add(medium(part));
                hasMedia = true;
            }
        }
        mapped.add("content", String.join("\n", texts));
        if (hasMedia) {
            mapped.add("images", media);
        }
    }

    private static @Nullable String text(JsonObject part) {
        return switch (JsonParts.textOf(part, "type")) {
            case "text" -> JsonParts.textOf(part, "text");
            case "file" -> FilePart.text(part);
            default -> null;
        };
    }

    /** Sounds stand among the images, as Ollama's own OpenAI-shaped surface puts them. */
    private static String medium(JsonObject part) {
        String type = JsonParts.textOf(part, "type");
        switch (type) {
            case "image_url" -> {
                return OllamaMedia.bytes(OllamaMedia.image(part));
            }
            case "file" -> {
                return OllamaMedia.bytes(OllamaMedia.imageOfFile(part));
            }
            case "input_audio" -> {
                if (part.get("input_audio") instanceof JsonObject audio
                        && !JsonParts.textOf(audio, "data").isBlank()) {
                    return JsonParts.textOf(audio, "data");
                }
            }
            default -> {}
        }
        throw OllamaMedia.refused("it takes texts, images and sounds, but not \"" + OllamaMedia.shown(type) + "\"");
    }

    private static JsonArray calls(JsonArray calls) {
        JsonArrayBuilder mapped = JsonParts.array();
        for (JsonObject call : JsonParts.objects(calls)) {
            JsonObjectBuilder one = JsonParts.object(JsonParts.without(call, List.of("type", "index")));
            if (call.get("function") instanceof JsonObject function) {
                one.add(
                        "function",
                        JsonParts.object(function).add("arguments", ToolArguments.object(function.get("arguments"))));
            }
            mapped.add(one);
        }
        return mapped.build();
    }

    private static String name(JsonObject call) {
        return call.get("function") instanceof JsonObject function ? JsonParts.textOf(function, "name") : "";
    }
}
