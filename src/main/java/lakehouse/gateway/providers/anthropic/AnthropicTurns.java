package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;

/**
 * Collects turns. The results of parallel tool calls must stand in one message, before any text, so messages of one side
 * that follow each other become one. For one thread.
 */
final class AnthropicTurns {
    private record Turn(String role, List<JsonObject> blocks) {}

    private final List<Turn> turns = new ArrayList<>();

    /** Adds what one side says; nothing when it says nothing. */
    void add(String role, List<JsonObject> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last != null && last.role().equals(role)) {
            last.blocks().addAll(blocks);
        } else {
            turns.add(new Turn(role, new ArrayList<>(blocks)));
        }
    }

    JsonArray build() {
        JsonArrayBuilder all = JsonParts.array();
        for (Turn turn : turns) {
            JsonArrayBuilder blocks = JsonParts.array();
            turn.blocks().stream().filter(AnthropicTurns::isResult).forEach(blocks::add);
            turn.blocks().stream().filter(block -> !isResult(block)).forEach(blocks::add);
            all.add(JsonParts.object().add("role", turn.role()).add("content", blocks));
        }
        return all.build();
    }

    private static boolean isResult(JsonObject block) {
        return JsonParts.textOf(block, "type").equals("tool_result");
    }
}
