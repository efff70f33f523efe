package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Folded;
import lakehouse.gateway.provider.Left;

/** Reads a request to the Messages API. */
public final class AnthropicLeft {
    private AnthropicLeft() {}

    public static Left read(JsonObject sent) {
        Left left = new Left();
        left.model = sent.getString("model");
        left.stream = sent.getBoolean("stream");
        left.limit = sent.get("max_tokens") instanceof JsonNumber number ? number.intValue() : null;
        left.system = sent.get("system") instanceof JsonString text ? text.getString() : "";
        for (JsonObject tool : JsonParts.objects(sent.get("tools"))) {
            left.tools.add(tool.getString("name"));
        }
        for (JsonObject message : sent.getJsonArray("messages").getValuesAs(JsonObject.class)) {
            for (JsonObject block : message.getJsonArray("content").getValuesAs(JsonObject.class)) {
                block(left, message.getString("role").equals("user"), block);
            }
        }
        return left;
    }

    private static void block(Left left, boolean user, JsonObject block) {
        switch (block.getString("type")) {
            case "text" -> left.user += user ? block.getString("text") : "";
            case "image" -> left.image = block.getJsonObject("source").getString("data");
            case "thinking" -> left.reasoning += block.getString("thinking");
            case "tool_use" ->
                left.calls.add(new Folded.ToolCall(
                        block.getString("id"),
                        block.getString("name"),
                        block.getJsonObject("input").toString()));
            case "tool_result" -> left.results.put(block.getString("tool_use_id"), block.getString("content"));
            default -> throw new AssertionError(block);
        }
    }
}
