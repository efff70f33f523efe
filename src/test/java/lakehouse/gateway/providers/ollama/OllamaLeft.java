package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Folded;
import lakehouse.gateway.provider.Left;

/** Reads a request to {@code /api/chat}. */
final class OllamaLeft {
    private OllamaLeft() {}

    static Left read(JsonObject sent) {
        Left left = new Left();
        left.model = sent.getString("model");
        left.stream = sent.getBoolean("stream");
        left.limit = sent.get("options") instanceof JsonObject options
                        && options.get("num_predict") instanceof JsonNumber number
                ? number.intValue()
                : null;
        for (JsonObject tool : JsonParts.objects(sent.get("tools"))) {
            left.tools.add(tool.getJsonObject("function").getString("name"));
        }
        for (JsonObject message : sent.getJsonArray("messages").getValuesAs(JsonObject.class)) {
            message(left, message);
        }
        return left;
    }

    private static void message(Left left, JsonObject message) {
        switch (message.getString("role")) {
            case "system" -> left.system += message.getString("content");
            case "user" -> {
                left.user += message.getString("content");
                if (message.containsKey("images")) {
                    left.image = message.getJsonArray("images").getString(0);
                }
            }
            case "tool" -> {
                left.results.put(message.getString("tool_call_id"), message.getString("content"));
                if (!message.getString("tool_name").equals("get_weather")) {
                    throw new AssertionError("The result does not name its tool: " + message);
                }
            }
            default -> {
                left.reasoning += JsonParts.textOf(message, "thinking");
                for (JsonObject call : JsonParts.objects(message.get("tool_calls"))) {
                    JsonObject function = call.getJsonObject("function");
                    left.calls.add(new Folded.ToolCall(
                            call.getString("id"),
                            function.getString("name"),
                            function.getJsonObject("arguments").toString()));
                }
            }
        }
    }
}
