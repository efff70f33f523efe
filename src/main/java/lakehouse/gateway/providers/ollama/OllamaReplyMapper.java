package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.Function;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.AnswerWatch;
import lakehouse.gateway.provider.FinishReasons;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ToolArguments;
import lakehouse.gateway.provider.ToolCallIds;
import org.jspecify.annotations.Nullable;

/** A whole answer of {@code /api/chat} in the common form, and the parts that a stream shares with it. */
final class OllamaReplyMapper {
    private static final List<String> TRANSLATED = List.of(
            "model", "created_at", "message", "done", "done_reason", "prompt_eval_count", "eval_count", "logprobs");

    private static final List<String> MESSAGE = List.of("content", "thinking", "tool_calls", "images", "role");

    private OllamaReplyMapper() {}

    static JsonObject reply(JsonObject body, String id, AnswerWatch watch) throws MalformedJsonException {
        if (!(body.get("message") instanceof JsonObject message)) {
            throw new MalformedJsonException("The answer has no message.");
        }
        if (JsonValue.FALSE.equals(body.get("done"))) {
            throw new MalformedJsonException("The answer says that it is not done.");
        }
        JsonObject common = message(message, new ToolCallIds());
        watch.part(0, common);
        JsonObject usage = usage(body);
        watch.usage(usage);
        String vendor = FinishReasons.given(body.get("done_reason"));
        String reason = finishReason(vendor, common.get("tool_calls") instanceof JsonArray);
        watch.finished(0, reason);
        JsonObjectBuilder choice = JsonParts.object().add("index", 0).add("message", common);
        choice.add(
                "logprobs", body.get("logprobs") instanceof JsonArray logprobs ? logprobs(logprobs) : JsonValue.NULL);
        choice.add("finish_reason", reason);
        if (vendor != null) {
            choice.add("native_finish_reason", vendor);
        }
        JsonObjectBuilder reply = JsonParts.object()
                .add("id", id)
                .add("object", "chat.completion")
                .add("created", OllamaModels.seconds(JsonParts.textOf(body, "created_at")))
                .add("model", JsonParts.textOf(body, "model"))
                .add("choices", JsonParts.array().add(choice));
        if (usage != null) {
            reply.add("usage", usage);
        }
        rest(body).forEach(reply::add);
        return reply.build();
    }

    private static JsonObject message(JsonObject message, ToolCallIds ids) {
        JsonObjectBuilder common = JsonParts.object().add("role", "assistant");
        common.add("content", JsonParts.textOf(message, "content")).addNull("refusal");
        String thinking = JsonParts.textOf(message, "thinking");
        if (!thinking.isEmpty()) {
            common.add(Reasoning.CONTENT, thinking);
        }
        if (message.get("tool_calls") instanceof JsonArray calls && !calls.isEmpty()) {
            common.add("tool_calls", calls(calls, 0, false, ids::unique));
        }
        JsonParts.without(message, MESSAGE).forEach(common::add);
        return common.build();
    }

    /**
     * Tool calls in the common form.
     *
     * @param from index of the first
     * @param indexed whether each says its index, as in a stream
     * @param ids gives each the id for the caller
     */
    static JsonArray calls(JsonArray calls, int from, boolean indexed, Function<@Nullable JsonValue, String> ids) {
        JsonArrayBuilder common = JsonParts.array();
        int index = from;
        for (JsonObject call : JsonParts.objects(calls)) {
            JsonObject function =
                    call.get("function") instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
            JsonObjectBuilder one = JsonParts.object();
            if (indexed) {
                one.add("index", index);
            }
            common.add(one.add("id", ids.apply(call.get("id")))
                    .add("type", "function")
                    .add(
                            "function",
                            JsonParts.object()
                                    .add("name", JsonParts.textOf(function, "name"))
                                    .add("arguments", ToolArguments.text(function.get("arguments")))));
            index++;
        }
        return common.build();
    }

    /** Ollama ends a turn that calls tools with {@code stop}. */
    static String finishReason(@Nullable String vendor, boolean calledTools) {
        String common = vendor == null ? FinishReasons.STOP : FinishReasons.common(vendor);
        return calledTools ? FinishReasons.besideCalls(common) : common;
    }

    /** Null when there are no counts; a count that is not there is not made up. */
    static @Nullable JsonObject usage(JsonObject body) {
        JsonNumber prompt = body.get("prompt_eval_count") instanceof JsonNumber number ? number : null;
        JsonNumber answer = body.get("eval_count") instanceof JsonNumber number ? number : null;
        if (prompt == null && answer == null) {
            return null;
        }
        JsonObjectBuilder usage = JsonParts.object();
        if (prompt != null) {
            usage.add("prompt_tokens", prompt);
        }
        if (answer != null) {
            usage.add("completion_tokens", answer);
        }
        if (prompt != null && answer != null) {
            usage.add("total_tokens", prompt.longValue() + answer.longValue());
        }
        return usage.build();
    }

    static JsonObject logprobs(JsonArray logprobs) {
        return JsonParts.object().add("content", logprobs).build();
    }

    /** What the common form has no place for, such as durations, stays under its own name. */
    static JsonObject rest(JsonObject body) {
        return JsonParts.without(body, TRANSLATED);
    }
}
