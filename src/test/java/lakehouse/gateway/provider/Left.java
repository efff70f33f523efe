package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** A request as it left, in words that all dialects share. Each dialect's test reads its own format into it. */
public final class Left {
    public String model = "";
    public boolean stream;
    public String system = "";
    public String user = "";
    public String image = "";
    public final List<String> tools = new ArrayList<>();
    public final List<Folded.ToolCall> calls = new ArrayList<>();
    public String reasoning = "";
    public final Map<String, String> results = new LinkedHashMap<>();
    public @Nullable Integer limit;

    /** Reads a request in OpenAI's shape. */
    public static Left openAi(JsonObject sent, String reasoningField, String limitField) {
        Left left = new Left();
        left.model = sent.getString("model");
        left.stream = sent.getBoolean("stream", false);
        left.limit = sent.get(limitField) instanceof JsonNumber number ? number.intValue() : null;
        for (JsonObject tool : JsonParts.objects(sent.get("tools"))) {
            left.tools.add(tool.getJsonObject("function").getString("name"));
        }
        for (JsonObject message : JsonParts.objects(sent.get("messages"))) {
            switch (message.getString("role")) {
                case "system" -> left.system += message.getString("content");
                case "user" -> left.content(message.get("content"));
                case "tool" -> left.results.put(message.getString("tool_call_id"), message.getString("content"));
                default -> {
                    left.reasoning += JsonParts.textOf(message, reasoningField);
                    for (JsonObject call : JsonParts.objects(message.get("tool_calls"))) {
                        JsonObject function = call.getJsonObject("function");
                        left.calls.add(new Folded.ToolCall(
                                call.getString("id"), function.getString("name"), function.getString("arguments")));
                    }
                }
            }
        }
        return left;
    }

    private void content(@Nullable JsonValue content) {
        if (content instanceof JsonString text) {
            user += text.getString();
        }
        if (content instanceof JsonArray parts) {
            for (JsonObject part : JsonParts.objects(parts)) {
                user += JsonParts.textOf(part, "text");
                if (part.get("image_url") instanceof JsonObject url) {
                    image = url.getString("url").replaceFirst("data:image/png;base64,", "");
                }
            }
        }
    }
}
