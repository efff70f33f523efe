package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.ReasoningReplay;
import lakehouse.gateway.provider.ToolArguments;

/** A conversation as the Messages API takes it. For one thread. */
final class AnthropicMessages {
    private final AnthropicRepairs repairs;
    private final AnthropicNames names;
    private final AnthropicContent content;
    private final AnthropicTurns turns;
    private final List<JsonObject> system = new ArrayList<>();

    AnthropicMessages(AnthropicRepairs repairs, AnthropicNames names) {
        this.repairs = repairs;
        this.names = names;
        this.content = new AnthropicContent(repairs);
        this.turns = new AnthropicTurns(repairs);
    }

    void read(JsonArray messages, String provider, ReasoningMemory memory, AnthropicThinking thinking) {
        JsonArray replayed = ReasoningReplay.messages(messages, provider, memory, AnthropicMessages::restored);
        for (JsonObject message : JsonParts.objects(replayed)) {
            switch (JsonParts.textOf(message, "role")) {
                case "system", "developer" -> system.addAll(content.blocks(message.get("content")));
                case "assistant" -> assistant(message, thinking);
                case "tool" -> result(JsonParts.textOf(message, "tool_call_id"), message);
                case "function" -> result(legacyId(message), message);
                default -> turns.add("user", content.blocks(message.get("content")));
            }
        }
    }

    private static JsonObject restored(JsonObject message, Reasoning reasoning, boolean restored) {
        if (!restored) {
            return message;
        }
        JsonObjectBuilder filled =
                JsonParts.object(Reasoning.removedFrom(message)).add(Reasoning.CONTENT, reasoning.text());
        return reasoning.details() == null
                ? filled.build()
                : filled.add(Reasoning.DETAILS, reasoning.details()).build();
    }

    /** Thoughts first, then text, then calls: the order in which the API writes them itself. Thoughts never stand alone. */
    private void assistant(JsonObject message, AnthropicThinking thinking) {
        List<JsonObject> said = new ArrayList<>(content.blocks(message.get("content")));
        said.addAll(content.blocks(message.get("refusal")));
        List<JsonObject> calls = JsonParts.objects(message.get("tool_calls"));
        JsonObject legacy = message.get("function_call") instanceof JsonObject call ? call : null;
        if (said.isEmpty() && calls.isEmpty() && legacy == null) {
            return;
        }
        turns.add("assistant", AnthropicThoughts.blocks(Reasoning.of(message), thinking));
        turns.add("assistant", said);
        for (JsonObject call : calls) {
            call(call);
        }
        if (legacy != null) {
            call(legacyId(legacy), JsonParts.textOf(legacy, "name"), ToolArguments.object(legacy.get("arguments")));
        }
    }

    private void call(JsonObject call) {
        String id = id(call.get("id"));
        if (call.get("custom") instanceof JsonObject custom) {
            JsonObject input = JsonParts.object()
                    .add("input", JsonParts.textOf(custom, "input"))
                    .build();
            call(id, JsonParts.textOf(custom, "name"), input);
        } else {
            JsonObject function =
                    call.get("function") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
            call(id, JsonParts.textOf(function, "name"), ToolArguments.object(function.get("arguments")));
        }
    }

    private void call(String id, String name, JsonObject input) {
        String sent = names.tool(name);
        turns.call(id, sent, names.input(sent, input));
    }

    private static String id(@org.jspecify.annotations.Nullable JsonValue id) {
        return ContentText.of(id);
    }

    /** Calls of the time before there were ids. */
    private static String legacyId(JsonObject named) {
        return "function " + JsonParts.textOf(named, "name");
    }

    private void result(String id, JsonObject message) {
        JsonObjectBuilder members = JsonParts.object();
        JsonValue given = message.get("content");
        JsonValue mark = message.get("cache_control");
        if (given instanceof JsonArray) {
            JsonArrayBuilder blocks = JsonParts.array();
            for (JsonObject block : content.blocks(given)) {
                // Marks are counted on the results themselves.
                mark = block.containsKey("cache_control") ? block.get("cache_control") : mark;
                blocks.add(JsonParts.without(block, List.of("cache_control")));
            }
            members.add("content", blocks);
        } else {
            members.add("content", ContentText.of(given));
        }
        if (JsonValue.TRUE.equals(message.get("is_error"))) {
            members.add("is_error", true);
        }
        if (JsonParts.present(mark)) {
            members.add("cache_control", mark);
        }
        if (!turns.result(id, members.build())) {
            repairs.note("tool_result_as_text; a result whose call is not in the conversation is refused");
            List<JsonObject> blocks = new ArrayList<>();
            blocks.add(AnthropicTurns.text("Result of a tool call " + id + ":"));
            blocks.addAll(content.blocks(given));
            turns.add("user", blocks);
        }
    }

    /** Whether thinking has to be off, because the last tool turn has lost its thoughts. */
    boolean lostThoughts() {
        return turns.lostThoughts();
    }

    /**
     * Makes the conversation complete.
     *
     * @param prefill whether it may end with an answer that was begun
     * @throws lakehouse.gateway.failure.GatewayException when nobody says anything
     */
    void complete(boolean prefill) {
        if (turns.isEmpty() && !system.isEmpty()) {
            repairs.note("system_as_user; a conversation of rules only is refused");
            turns.add("user", system);
            system.clear();
        }
        if (turns.isEmpty()) {
            throw AnthropicRepairs.refused("messages", "no message says anything, and it wants one that does.");
        }
        turns.complete(prefill);
    }

    /** Adds to what the model is told beforehand. */
    void tell(String words) {
        system.add(AnthropicTurns.text(words));
    }

    /** User and assistant in turn. */
    JsonArray turns() {
        return turns.build();
    }

    /** A text, or blocks when there are several or the caller marked some; an empty list when there is none. */
    JsonValue system() {
        if (system.size() == 1 && system.get(0).size() == 2 && system.get(0).containsKey("text")) {
            return system.get(0).get("text");
        }
        JsonArrayBuilder all = JsonParts.array();
        system.forEach(all::add);
        return all.build();
    }
}
