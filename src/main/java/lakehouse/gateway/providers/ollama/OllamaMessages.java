package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.DataUrl;
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
        for (JsonObject message : JsonParts.objects(thought)) {
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
        addContent(mapped, message.get("content"));
        if (message.get("tool_calls") instanceof JsonArray calls) {
            mapped.add("tool_calls", calls(calls));
        }
        String name = toolNames.get(JsonParts.textOf(message, "tool_call_id"));
        if (role.equals("tool") && name != null && !message.containsKey("tool_name")) {
            mapped.add("tool_name", name);
        }
        return mapped.build();
    }

    private static void addContent(JsonObjectBuilder message, @Nullable JsonValue content) {
        if (!(content instanceof JsonArray parts)) {
            message.add("content", content instanceof JsonString text ? text : JsonParts.text(""));
            return;
        }
        StringBuilder text = new StringBuilder();
        JsonArrayBuilder images = JsonParts.array();
        boolean hasImages = false;
        for (JsonObject part : JsonParts.objects(parts)) {
            switch (JsonParts.textOf(part, "type")) {
                case "text" -> text.append(text.isEmpty() ? "" : "\n").append(JsonParts.textOf(part, "text"));
                case "refusal" -> text.append(JsonParts.textOf(part, "refusal"));
                case "image_url" -> {
                    images.add(image(part));
                    hasImages = true;
                }
                default ->
                    throw refused("it takes text and images, but not \"" + JsonParts.textOf(part, "type") + "\"");
            }
        }
        message.add("content", text.toString());
        if (hasImages) {
            message.add("images", images);
        }
    }

    private static String image(JsonObject part) {
        String url = part.get("image_url") instanceof JsonObject image
                ? JsonParts.textOf(image, "url")
                : JsonParts.textOf(part, "image_url");
        return DataUrl.of(url)
                .map(DataUrl::base64)
                .orElseThrow(() -> refused("it takes images as data:image/...;base64 only, not by address"));
    }

    private static GatewayException refused(String why) {
        return Failure.ofParam(
                        FailureKind.INVALID_REQUEST,
                        "messages",
                        "A message cannot go to Ollama: " + why + ". Change the message or ask another provider.")
                .exception();
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
