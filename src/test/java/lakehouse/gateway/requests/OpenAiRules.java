package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;

/** OpenAI's chat completions. A caller's body passes to the letter there, so these judge what the gateway adds or changes. */
public final class OpenAiRules extends RuleBook {
    private static final String SPEC = "https://github.com/openai/openai-openapi";

    /** All rules. */
    public OpenAiRules() {
        rule(
                "openai-role",
                SPEC,
                (body, complain) -> messages(body).stream()
                        .filter(message -> !Set.of("system", "developer", "user", "assistant", "tool", "function")
                                .contains(JsonParts.textOf(message, "role")))
                        .forEach(message -> complain.accept("Invalid value for 'messages.role'")));
        rule(
                "openai-fields",
                "https://github.com/BerriAI/litellm/issues/13181",
                (body, complain) -> messages(body).stream()
                        .filter(message ->
                                message.containsKey("reasoning_content") || message.containsKey("reasoning_details"))
                        .forEach(message -> complain.accept("Unknown parameter: 'messages.reasoning_content'")));
        rule("openai-provider", SPEC, (body, complain) -> {
            if (body.containsKey("provider")) {
                complain.accept("Unknown parameter: 'provider'");
            }
        });
        rule("openai-tool-results", SPEC, OpenAiRules::results);
        rule(
                "openai-tool-call-id",
                "https://github.com/microsoft/autogen/issues/6377",
                (body, complain) -> messages(body).stream()
                        .flatMap(message -> calls(message).stream())
                        .filter(call -> JsonParts.textOf(call, "id").length() > 40)
                        .forEach(
                                call -> complain.accept(
                                        "Invalid 'messages.tool_calls.id': string too long. Expected a string with maximum length 40")));
        rule("openai-tools", SPEC, OpenAiRules::tools);
        rule("openai-stop", SPEC, (body, complain) -> {
            if (body.get("stop") instanceof JsonArray stop && stop.size() > 4) {
                complain.accept("Invalid 'stop': array too long. Expected an array with maximum length 4");
            }
        });
        rule("openai-range", SPEC, (body, complain) -> {
            range(body, "temperature", 0, 2, complain);
            range(body, "top_p", 0, 1, complain);
            range(body, "n", 1, 128, complain);
        });
        rule("openai-limits", SPEC, (body, complain) -> {
            if (JsonParts.present(body.get("max_tokens")) && JsonParts.present(body.get("max_completion_tokens"))) {
                complain.accept("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.");
            }
        });
        rule("openai-metadata", SPEC, (body, complain) -> {
            if (body.get("metadata") instanceof JsonObject metadata
                    && (metadata.size() > 16 || !metadata.values().stream().allMatch(JsonString.class::isInstance))) {
                complain.accept("Invalid 'metadata'");
            }
        });
        rule("openai-stream-options", SPEC, (body, complain) -> {
            if (JsonParts.present(body.get("stream_options")) && body.get("stream") != JsonValue.TRUE) {
                complain.accept("The 'stream_options' parameter is only allowed when 'stream' is enabled.");
            }
        });
    }

    private static void results(JsonObject body, Consumer<String> complain) {
        Set<String> open = new LinkedHashSet<>();
        for (JsonObject message : messages(body)) {
            if ("tool".equals(JsonParts.string(message, "role"))) {
                if (!open.remove(JsonParts.textOf(message, "tool_call_id"))) {
                    complain.accept(
                            "Invalid parameter: messages with role 'tool' must be a response to a preceeding message"
                                    + " with 'tool_calls'.");
                }
                continue;
            }
            if (!open.isEmpty()) {
                complain.accept(
                        "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
                                + " 'tool_call_id'.");
                open.clear();
            }
            calls(message).forEach(call -> open.add(JsonParts.textOf(call, "id")));
        }
    }

    private static void tools(JsonObject body, Consumer<String> complain) {
        boolean offered = body.get("tools") instanceof JsonArray tools && !tools.isEmpty();
        for (String field : List.of("tool_choice", "parallel_tool_calls")) {
            if (!offered && JsonParts.present(body.get(field))) {
                complain.accept("Invalid value for '" + field + "': '" + field
                        + "' is only allowed when 'tools' are specified.");
            }
        }
        if (body.get("tools") instanceof JsonArray list && list.size() > 128) {
            complain.accept("Invalid 'tools': array too long. Expected an array with maximum length 128");
        }
        functions(body).stream()
                .filter(function -> !JsonParts.textOf(function, "name").matches("[a-zA-Z0-9_-]{1,64}"))
                .forEach(function -> complain.accept(
                        "Invalid 'tools.function.name': string does not match pattern '^[a-zA-Z0-9_-]+$'."));
    }

    @Override
    public String refusal(Broken broken) {
        return "{\"error\":{\"message\":" + JsonParts.quoted(broken.message())
                + ",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}";
    }
}
