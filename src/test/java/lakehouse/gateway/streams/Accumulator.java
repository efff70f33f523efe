package lakehouse.gateway.streams;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** Puts an answer together as OpenAI's SDKs do, and insists on what they rely on. */
final class Accumulator {
    private static final Set<String> REASONS =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call");

    private static final class Choice {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder reasoning = new StringBuilder();
        private final List<String[]> calls = new ArrayList<>();
        private @Nullable String finish;
    }

    private final TreeMap<Integer, Choice> choices = new TreeMap<>();
    private @Nullable JsonObject usage;

    static Meaning stream(List<String> events) {
        Accumulator accumulator = new Accumulator();
        events.forEach(accumulator::chunk);
        return accumulator.meaning();
    }

    static Meaning reply(String body) {
        JsonObject reply = parse(body);
        Accumulator accumulator = new Accumulator();
        for (JsonObject choice : JsonParts.objects(reply.get("choices"))) {
            Choice said = accumulator.choices.computeIfAbsent(choice.getInt("index", 0), i -> new Choice());
            JsonObject message = choice.getJsonObject("message");
            said.text.append(JsonParts.textOf(message, "content"));
            said.reasoning.append(JsonParts.textOf(message, "reasoning_content"));
            for (JsonObject call : JsonParts.objects(message.get("tool_calls"))) {
                assertThat(call.getString("type")).isEqualTo("function");
                JsonObject function = call.getJsonObject("function");
                said.calls.add(
                        new String[] {call.getString("id"), function.getString("name"), function.getString("arguments")
                        });
            }
            said.finish = choice.getString("finish_reason");
            assertThat(REASONS).contains(said.finish);
        }
        accumulator.usage = reply.get("usage") instanceof JsonObject figures ? figures : null;
        return accumulator.meaning();
    }

    private void chunk(String event) {
        assertThat(usage).as("the usage chunk is the last").isNull();
        JsonObject chunk = parse(event);
        for (JsonObject choice : JsonParts.objects(chunk.get("choices"))) {
            choice(choice);
        }
        usage = chunk.get("usage") instanceof JsonObject figures ? figures : null;
        if (usage != null) {
            assertThat(chunk.getJsonArray("choices")).isEmpty();
        }
    }

    private void choice(JsonObject json) {
        Choice choice = choices.computeIfAbsent(json.getInt("index", 0), i -> new Choice());
        JsonObject delta = json.get("delta") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        String text = JsonParts.textOf(delta, "content");
        String reasoning = JsonParts.textOf(delta, "reasoning_content");
        List<JsonObject> calls = JsonParts.objects(delta.get("tool_calls"));
        boolean says = !text.isEmpty() || !reasoning.isEmpty() || !calls.isEmpty();
        assertThat(says && choice.finish != null)
                .as("nothing is said behind the finish")
                .isFalse();
        choice.text.append(text);
        choice.reasoning.append(reasoning);
        calls.forEach(call -> call(choice, call));
        JsonValue reason = json.get("finish_reason");
        if (reason instanceof JsonString word) {
            assertThat(choice.finish).as("one finish").isNull();
            choice.finish = word.getString();
            assertThat(REASONS).contains(choice.finish);
        } else {
            assertThat(reason).isIn(null, JsonValue.NULL);
        }
    }

    private static void call(Choice choice, JsonObject piece) {
        assertThat(piece.get("index")).isInstanceOf(JsonNumber.class);
        int index = piece.getInt("index");
        JsonObject function = piece.get("function") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
        if (index == choice.calls.size()) {
            assertThat(piece.getString("id")).isNotBlank();
            assertThat(piece.getString("type")).isEqualTo("function");
            choice.calls.add(new String[] {piece.getString("id"), function.getString("name"), ""});
        } else {
            assertThat(index).isBetween(0, choice.calls.size() - 1);
            assertThat(piece.get("id")).as("an id is said once").isIn(null, JsonValue.NULL);
            assertThat(function.get("name")).as("a name is said once").isIn(null, JsonValue.NULL);
        }
        choice.calls.get(index)[2] += JsonParts.textOf(function, "arguments");
    }

    private Meaning meaning() {
        List<Meaning.Said> said = new ArrayList<>();
        for (Choice choice : choices.values()) {
            List<Meaning.Call> calls = choice.calls.stream()
                    .map(call -> new Meaning.Call(call[0], call[1], call[2]))
                    .toList();
            assertThat(calls.stream().map(Meaning.Call::id)).doesNotHaveDuplicates();
            said.add(new Meaning.Said(
                    choice.text.toString(), choice.reasoning.toString(), calls, String.valueOf(choice.finish)));
        }
        return new Meaning(said, usage == null ? null : Integer.valueOf(usage.getInt("prompt_tokens")));
    }

    private static JsonObject parse(String json) {
        try {
            return JsonSyntax.object(json);
        } catch (MalformedJsonException e) {
            throw new AssertionError(json, e);
        }
    }
}
