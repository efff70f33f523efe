package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.AnswerWatch;
import lakehouse.gateway.provider.FinishReasons;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ToolArguments;
import lakehouse.gateway.provider.ToolCallIds;
import org.jspecify.annotations.Nullable;

/** A whole message in the common form, and the parts that a stream shares with it. */
final class AnthropicReplyMapper {
    /** Where blocks stand that the common form has no place for, such as those of the vendor's own tools, and citations. */
    static final String OTHER_BLOCKS = "content_blocks";

    private static final List<String> TRANSLATED =
            List.of("id", "type", "role", "model", "content", "stop_reason", "usage");

    private AnthropicReplyMapper() {}

    static JsonObject reply(JsonObject body, AnswerWatch watch) throws MalformedJsonException {
        JsonObject message = message(blocks(body.get("content")));
        watch.part(0, message);
        JsonObject usage = body.get("usage") instanceof JsonObject figures ? AnthropicUsage.common(figures) : null;
        watch.usage(usage);
        String vendor = FinishReasons.given(body.get("stop_reason"));
        String common = AnthropicStopReasons.common(vendor);
        String reason = common == null ? FinishReasons.STOP : common;
        if (message.containsKey("tool_calls")) {
            reason = FinishReasons.besideCalls(reason);
        }
        watch.finished(0, reason);
        JsonObjectBuilder choice = JsonParts.object()
                .add("index", 0)
                .add("message", message)
                .addNull("logprobs")
                .add("finish_reason", reason);
        if (vendor != null) {
            choice.add("native_finish_reason", vendor);
        }
        JsonObjectBuilder reply = JsonParts.object()
                .add("id", JsonParts.textOf(body, "id"))
                .add("object", "chat.completion")
                .add("created", AnthropicStream.now())
                .add("model", JsonParts.textOf(body, "model"))
                .add("choices", JsonParts.array().add(choice));
        if (usage != null) {
            reply.add("usage", usage);
        }
        rest(body).forEach(reply::add);
        return reply.build();
    }

    private static List<JsonObject> blocks(@Nullable JsonValue content) throws MalformedJsonException {
        if (content instanceof JsonString text) {
            return List.of(
                    JsonParts.object().add("type", "text").add("text", text).build());
        }
        if (!(content instanceof JsonArray)) {
            throw new MalformedJsonException("The answer has no content.");
        }
        return JsonParts.objects(content);
    }

    private static JsonObject message(List<JsonObject> blocks) {
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        JsonArrayBuilder details = JsonParts.array();
        JsonArrayBuilder calls = JsonParts.array();
        JsonArrayBuilder others = JsonParts.array();
        ToolCallIds ids = new ToolCallIds();
        int index = 0;
        for (JsonObject block : blocks) {
            switch (JsonParts.textOf(block, "type")) {
                case "text" -> {
                    text.append(JsonParts.textOf(block, "text"));
                    if (block.get("citations") instanceof JsonArray citations && !citations.isEmpty()) {
                        others.add(block);
                    }
                }
                case "thinking", "redacted_thinking" -> {
                    thinking.append(JsonParts.textOf(block, "thinking"));
                    AnthropicThoughts.entry(block, index).forEach(details::add);
                }
                case "tool_use" -> calls.add(call(block, ids));
                default -> others.add(block);
            }
            index++;
        }
        JsonObjectBuilder message = JsonParts.object()
                .add("role", "assistant")
                .add("content", text.toString())
                .addNull("refusal");
        if (!thinking.isEmpty()) {
            message.add(Reasoning.CONTENT, thinking.toString());
        }
        addFilled(message, Reasoning.DETAILS, details.build());
        addFilled(message, "tool_calls", calls.build());
        addFilled(message, OTHER_BLOCKS, others.build());
        return message.build();
    }

    private static void addFilled(JsonObjectBuilder message, String name, JsonArray list) {
        if (!list.isEmpty()) {
            message.add(name, list);
        }
    }

    private static JsonObject call(JsonObject block, ToolCallIds ids) {
        return JsonParts.object()
                .add("id", ids.unique(block.get("id")))
                .add("type", "function")
                .add(
                        "function",
                        JsonParts.object()
                                .add("name", JsonParts.textOf(block, "name"))
                                .add("arguments", ToolArguments.text(block.get("input"))))
                .build();
    }

    /** What the common form has no place for stays under its own name. */
    static JsonObject rest(JsonObject body) {
        return JsonParts.without(body, TRANSLATED);
    }
}
