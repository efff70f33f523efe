package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.ReasoningReplay;
import lakehouse.gateway.provider.ToolArguments;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as the Messages API takes it.
 *
 * @param turns user and assistant in turn
 * @param system a text, or blocks when the caller marked some of them; null when there is none
 * @param thinking how the request may think with these turns
 */
record AnthropicMessages(JsonArray turns, @Nullable JsonValue system, AnthropicThinking thinking) {

    static AnthropicMessages of(
            JsonArray messages, String provider, ReasoningMemory memory, AnthropicThinking thinking) {
        JsonArray replayed = ReasoningReplay.messages(
                messages, provider, memory, (message, reasoning, restored) -> restored(message, reasoning, restored));
        List<JsonObject> system = new ArrayList<>();
        AnthropicTurns turns = new AnthropicTurns();
        boolean lastToolTurnThought = true;
        for (JsonObject message : JsonParts.objects(replayed)) {
            switch (JsonParts.textOf(message, "role")) {
                case "system", "developer" -> system.addAll(AnthropicContent.blocks(message.get("content")));
                case "assistant" -> {
                    List<JsonObject> thoughts = AnthropicThoughts.blocks(Reasoning.of(message), thinking);
                    turns.add("assistant", assistant(message, thoughts));
                    if (message.get("tool_calls") instanceof JsonArray) {
                        lastToolTurnThought = !thoughts.isEmpty();
                    }
                }
                case "tool" -> turns.add("user", List.of(toolResult(message)));
                default -> {
                    turns.add("user", AnthropicContent.blocks(message.get("content")));
                    lastToolTurnThought = true;
                }
            }
        }
        return new AnthropicMessages(turns.build(), system(system), lastToolTurnThought ? thinking : thinking.off());
    }

    private static JsonObject restored(JsonObject message, Reasoning reasoning, boolean restored) {
        if (!restored) {
            return message;
        }
        JsonObjectBuilder filled = JsonParts.object(message).add(Reasoning.CONTENT, reasoning.text());
        return reasoning.details() == null
                ? filled.build()
                : filled.add(Reasoning.DETAILS, reasoning.details()).build();
    }

    /** Thoughts first, then text, then calls: the order in which the API writes them itself. */
    private static List<JsonObject> assistant(JsonObject message, List<JsonObject> thoughts) {
        List<JsonObject> blocks = new ArrayList<>(thoughts);
        blocks.addAll(AnthropicContent.blocks(message.get("content")));
        blocks.addAll(AnthropicContent.blocks(message.get("refusal")));
        for (JsonObject call : JsonParts.objects(message.get("tool_calls"))) {
            JsonObject function =
                    call.get("function") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
            blocks.add(JsonParts.object()
                    .add("type", "tool_use")
                    .add("id", JsonParts.textOf(call, "id"))
                    .add("name", JsonParts.textOf(function, "name"))
                    .add("input", ToolArguments.object(function.get("arguments")))
                    .build());
        }
        return blocks;
    }

    private static JsonObject toolResult(JsonObject message) {
        JsonObjectBuilder result = JsonParts.object()
                .add("type", "tool_result")
                .add("tool_use_id", JsonParts.textOf(message, "tool_call_id"));
        JsonValue content = message.get("content");
        if (content instanceof JsonArray) {
            JsonArrayBuilder blocks = JsonParts.array();
            AnthropicContent.blocks(content).forEach(blocks::add);
            result.add("content", blocks);
        } else {
            result.add("content", JsonParts.textOf(message, "content"));
        }
        for (String mark : List.of("is_error", "cache_control")) {
            if (message.containsKey(mark)) {
                result.add(mark, message.get(mark));
            }
        }
        return result.build();
    }

    private static @Nullable JsonValue system(List<JsonObject> blocks) {
        if (blocks.isEmpty()) {
            return null;
        }
        if (blocks.size() == 1 && blocks.get(0).size() == 2) {
            return blocks.get(0).get("text");
        }
        JsonArrayBuilder all = JsonParts.array();
        blocks.forEach(all::add);
        return all.build();
    }
}
