package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;

/** Ollama's OpenAI-shaped surface. */
public final class OllamaShimRules extends RuleBook {
    private static final String SHIM = "https://github.com/ollama/ollama/blob/main/openai/openai.go";
    private static final Set<String> EFFORTS =
            Set.of("", "none", "minimal", "low", "medium", "high", "xhigh", "ultra", "max");
    private static final List<String> IMAGES = List.of(
            "data:;base64,",
            "data:image/jpeg;base64,",
            "data:image/jpg;base64,",
            "data:image/png;base64,",
            "data:image/webp;base64,");

    /** All rules. */
    public OllamaShimRules() {
        rule("ollama-shim-types", SHIM, OllamaShimRules::fields);
        rule("ollama-shim-tools", SHIM, (body, complain) -> {
            GoTypes go = new GoTypes("ChatCompletionRequest", complain);
            if (go.list(body.get("tools"), "tools") && body.get("tools") instanceof JsonArray tools) {
                tools.forEach(go::tool);
            }
        });
        rule("ollama-shim-messages", SHIM, (body, complain) -> {
            if (messages(body).isEmpty()) {
                complain.accept("[] is too short - 'messages'");
            }
            messages(body).forEach(message -> message(message, complain));
        });
        rule(
                "ollama-shim-arguments",
                SHIM,
                (body, complain) -> messages(body).stream()
                        .flatMap(message -> calls(message).stream())
                        .filter(call -> !hasObject(call))
                        .forEach(call -> complain.accept("invalid tool call arguments")));
        rule("ollama-shim-effort", SHIM, (body, complain) -> {
            String effort = body.get("reasoning") instanceof JsonObject reasoning
                    ? JsonParts.textOf(reasoning, "effort")
                    : JsonParts.textOf(body, "reasoning_effort");
            if (!EFFORTS.contains(effort)) {
                complain.accept("invalid reasoning value: \"" + effort + "\"");
            }
        });
    }

    private static void fields(JsonObject body, Consumer<String> complain) {
        GoTypes go = new GoTypes("ChatCompletionRequest", complain);
        go.text(body.get("model"), "model");
        go.truth(body.get("stream"), "stream");
        go.truth(body.get("logprobs"), "logprobs");
        for (String field : List.of("max_tokens", "seed", "top_logprobs")) {
            go.whole(body.get(field), field);
        }
        for (String field : List.of("temperature", "top_p", "frequency_penalty", "presence_penalty")) {
            go.number(body.get(field), field);
        }
        go.text(body.get("reasoning_effort"), "reasoning_effort");
        if (go.object(body.get("reasoning"), "reasoning") && body.get("reasoning") instanceof JsonObject reasoning) {
            go.text(reasoning.get("effort"), "reasoning.effort");
        }
        go.object(body.get("stream_options"), "stream_options");
        if (go.object(body.get("response_format"), "response_format")
                && body.get("response_format") instanceof JsonObject format) {
            go.text(format.get("type"), "response_format.type");
            go.object(format.get("json_schema"), "response_format.json_schema");
        }
        if (body.get("stop") instanceof JsonArray stop && stop.contains(JsonParts.text(""))) {
            complain.accept("stop holds an empty text, at which every answer ends at once");
        }
    }

    private static void message(JsonObject message, Consumer<String> complain) {
        GoTypes go = new GoTypes("ChatCompletionRequest", complain);
        for (String field : List.of("role", "reasoning", "name", "tool_call_id")) {
            go.text(message.get(field), "messages." + field);
        }
        for (JsonObject call : calls(message)) {
            go.text(call.get("id"), "messages.tool_calls.id");
            if (call.get("function") instanceof JsonObject function) {
                go.text(function.get("name"), "messages.tool_calls.function.name");
            }
        }
        JsonValue content = message.get("content");
        if (content instanceof JsonArray parts) {
            if ("tool".equals(JsonParts.string(message, "role"))
                    && parts(message).stream().noneMatch(part -> part.containsKey("image_url"))) {
                complain.accept("the id of a tool's result is lost when its content is a list");
            }
            parts.forEach(part -> part(part, complain));
        } else if (!(content instanceof JsonString) && !(message.get("tool_calls") instanceof JsonArray)) {
            complain.accept("invalid message content type: " + (content == null ? "<nil>" : content.getValueType()));
        }
    }

    private static void part(JsonValue value, Consumer<String> complain) {
        if (!(value instanceof JsonObject part)) {
            complain.accept("invalid message format");
            return;
        }
        switch (JsonParts.textOf(part, "type")) {
            case "text" -> {
                if (!isText(part.get("text"))) {
                    complain.accept("invalid message format");
                }
            }
            case "image_url" -> {
                String url = part.get("image_url") instanceof JsonObject image
                        ? JsonParts.textOf(image, "url")
                        : JsonParts.textOf(part, "image_url");
                if (IMAGES.stream()
                        .noneMatch(
                                prefix -> url.startsWith(prefix) && GoTypes.isBase64(url.substring(prefix.length())))) {
                    complain.accept("invalid image input");
                }
            }
            case "input_audio" -> {
                if (!(part.get("input_audio") instanceof JsonObject audio) || !isText(audio.get("data"))) {
                    complain.accept("invalid input_audio format: missing data");
                }
            }
            default -> complain.accept("invalid message format");
        }
    }

    private static boolean hasObject(JsonObject call) {
        try {
            return call.get("function") instanceof JsonObject function
                            && function.get("arguments") instanceof JsonString arguments
                            && !JsonSyntax.object(arguments.getString()).isEmpty()
                    || call.get("function") instanceof JsonObject other
                            && JsonParts.textOf(other, "arguments").strip().matches("\\{\\s*}");
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    @Override
    public String refusal(Broken broken) {
        return "{\"error\":{\"message\":" + JsonParts.quoted(broken.message())
                + ",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}";
    }
}
