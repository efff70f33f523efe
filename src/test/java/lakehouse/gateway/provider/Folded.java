package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * What a client makes of an answer, read here without any code of the gateway's own translators.
 *
 * @param model who answers
 * @param text visible text
 * @param reasoning {@code reasoning_content}
 * @param calls tool calls in the order of their index
 * @param finish finish reason
 * @param vendorFinish {@code native_finish_reason}; null when there is none
 * @param usage the last figures; null when there are none
 */
public record Folded(
        String model,
        String text,
        String reasoning,
        List<ToolCall> calls,
        @Nullable String finish,
        @Nullable String vendorFinish,
        @Nullable JsonObject usage) {

    /** A tool call. */
    public record ToolCall(String id, String name, String arguments) {}

    public static Folded reply(JsonObject reply) {
        JsonObject choice = reply.getJsonArray("choices").getJsonObject(0);
        JsonObject message = choice.getJsonObject("message");
        List<ToolCall> calls = new ArrayList<>();
        for (JsonObject call : JsonParts.objects(message.get("tool_calls"))) {
            calls.add(call(call));
        }
        return new Folded(
                reply.getString("model"),
                JsonParts.textOf(message, "content"),
                JsonParts.textOf(message, "reasoning_content"),
                calls,
                JsonParts.string(choice, "finish_reason"),
                JsonParts.string(choice, "native_finish_reason"),
                reply.get("usage") instanceof JsonObject usage ? usage : null);
    }

    private static ToolCall call(JsonObject call) {
        JsonObject function = call.getJsonObject("function");
        return new ToolCall(call.getString("id"), function.getString("name"), function.getString("arguments"));
    }

    /** Puts chunks together as clients do: by the index of each tool call. */
    public static Folded stream(List<Chunk> chunks) {
        String model = "";
        StringBuilder text = new StringBuilder();
        StringBuilder reasoning = new StringBuilder();
        TreeMap<Integer, ToolCall> calls = new TreeMap<>();
        String finish = null;
        String vendorFinish = null;
        JsonObject usage = null;
        for (Chunk chunk : chunks) {
            JsonObject json = parse(String.valueOf(chunk.json()));
            model = json.getString("model", model);
            usage = json.get("usage") instanceof JsonObject figures ? figures : usage;
            for (JsonObject choice : JsonParts.objects(json.get("choices"))) {
                usage = choice.get("usage") instanceof JsonObject figures ? figures : usage;
                finish = choice.get("finish_reason") instanceof JsonString reason ? reason.getString() : finish;
                vendorFinish = choice.get("native_finish_reason") instanceof JsonString reason
                        ? reason.getString()
                        : vendorFinish;
                JsonObject delta = choice.getJsonObject("delta");
                text.append(JsonParts.textOf(delta, "content"));
                reasoning.append(JsonParts.textOf(delta, "reasoning_content"));
                for (JsonObject call : JsonParts.objects(delta.get("tool_calls"))) {
                    calls.merge(call.getInt("index"), piece(call), Folded::joined);
                }
            }
        }
        return new Folded(
                model, text.toString(), reasoning.toString(), List.copyOf(calls.values()), finish, vendorFinish, usage);
    }

    private static ToolCall piece(JsonObject call) {
        JsonObject function = call.getJsonObject("function");
        return new ToolCall(
                JsonParts.textOf(call, "id"),
                JsonParts.textOf(function, "name"),
                JsonParts.textOf(function, "arguments"));
    }

    private static ToolCall joined(ToolCall begun, ToolCall piece) {
        return new ToolCall(begun.id(), begun.name(), begun.arguments() + piece.arguments());
    }

    static JsonObject parse(String json) {
        try {
            return JsonSyntax.object(json);
        } catch (MalformedJsonException e) {
            throw new AssertionError(json, e);
        }
    }
}
