package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Collects turns. User and assistant take turns, so messages of one side that follow each other become one. Each call must
 * have an id of its own, and its result at the front of the very next turn: a result goes there, wherever the caller put it.
 * For one thread.
 */
final class AnthropicTurns {
    private final AnthropicRepairs repairs;
    private final List<AnthropicTurn> turns = new ArrayList<>();
    private final List<AnthropicCall> calls = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    AnthropicTurns(AnthropicRepairs repairs) {
        this.repairs = repairs;
    }

    /** Adds what one side says; nothing when it says nothing. */
    void add(String role, List<JsonObject> blocks) {
        if (!blocks.isEmpty()) {
            turn(role).blocks.addAll(blocks);
        }
    }

    private AnthropicTurn turn(String role) {
        AnthropicTurn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
        if (last == null || !last.role.equals(role)) {
            last = new AnthropicTurn(role);
            turns.add(last);
        }
        return last;
    }

    /** Adds a call to the assistant's turn. */
    void call(String id, String name, JsonObject input) {
        AnthropicTurn turn = turn("assistant");
        AnthropicCall call = new AnthropicCall(id, AnthropicIds.fresh(id, ids), turns.size() - 1);
        if (!call.sent.equals(id)) {
            repairs.note("tool_id_changed; ids of tool calls must be unique and of letters, digits, _ and -");
        }
        calls.add(call);
        turn.blocks.add(JsonParts.object()
                .add("type", "tool_use")
                .add("id", call.sent)
                .add("name", name)
                .add("input", input)
                .build());
    }

    /**
     * Adds a result.
     *
     * @param id of the call, as the caller gave it
     * @param members of the result's block but for its type and id
     * @return false when there is no such call
     */
    boolean result(String id, JsonObject members) {
        AnthropicCall call = open(id);
        if (call == null) {
            return false;
        }
        call.answered = true;
        JsonObjectBuilder block = JsonParts.object().add("type", "tool_result").add("tool_use_id", call.sent);
        members.forEach(block::add);
        after(call).results.add(block.build());
        return true;
    }

    /** The first call that waits for this result, in the last turn that has one. */
    private @Nullable AnthropicCall open(String id) {
        AnthropicCall found = null;
        for (int i = calls.size() - 1; i >= 0; i--) {
            AnthropicCall call = calls.get(i);
            if (found != null && call.turn != found.turn) {
                break;
            }
            if (!call.answered && call.given.equals(id)) {
                found = call;
            }
        }
        return found;
    }

    private AnthropicTurn after(AnthropicCall call) {
        if (call.turn == turns.size() - 1) {
            turns.add(new AnthropicTurn("user"));
        }
        return turns.get(call.turn + 1);
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /** Whether the last turn of the assistant calls tools without thoughts in front, which is refused while it thinks. */
    boolean lostThoughts() {
        for (int i = turns.size() - 1; i >= 0; i--) {
            AnthropicTurn turn = turns.get(i);
            if (turn.role.equals("assistant")) {
                return !AnthropicThoughts.isThought(turn.blocks.get(0))
                        && turn.blocks.stream()
                                .anyMatch(
                                        block -> JsonParts.textOf(block, "type").equals("tool_use"));
            }
        }
        return false;
    }

    /** Gives each call its result, and the conversation a beginning and an end that the API accepts. */
    void complete(boolean prefill) {
        for (AnthropicCall call : calls) {
            if (!call.answered) {
                repairs.note("tool_result_added; a call without a result is refused, so it is said to have none");
                after(call)
                        .results
                        .add(JsonParts.object()
                                .add("type", "tool_result")
                                .add("tool_use_id", call.sent)
                                .add("content", "There is no result of this call.")
                                .add("is_error", true)
                                .build());
            }
        }
        if (turns.isEmpty()) {
            return;
        }
        AnthropicTurn last = turns.get(turns.size() - 1);
        if (last.role.equals("assistant")) {
            if (prefill) {
                strip(last.blocks);
            } else {
                repairs.note("turn_added; this model continues no answer that was begun, so it is asked to continue");
                add("user", List.of(text("Continue.")));
            }
        }
        if (turns.get(0).role.equals("assistant")) {
            repairs.note("turn_added; a conversation must begin with the user");
            AnthropicTurn first = new AnthropicTurn("user");
            first.blocks.add(text("Hello."));
            turns.add(0, first);
        }
    }

    private void strip(List<JsonObject> blocks) {
        JsonObject end = blocks.get(blocks.size() - 1);
        String said = JsonParts.textOf(end, "text");
        if (JsonParts.textOf(end, "type").equals("text") && !said.equals(said.stripTrailing())) {
            repairs.note("blanks_left_out; the last words must not end in a blank");
            blocks.set(
                    blocks.size() - 1,
                    JsonParts.object(end).add("text", said.stripTrailing()).build());
        }
    }

    static JsonObject text(String words) {
        return JsonParts.object().add("type", "text").add("text", words).build();
    }

    JsonArray build() {
        JsonArrayBuilder all = JsonParts.array();
        turns.forEach(turn -> all.add(turn.json()));
        return all.build();
    }
}
