package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;

/** OpenRouter's chat completions, after the schema that it publishes. */
public final class OpenRouterRules extends RuleBook {
    private static final String SCHEMA =
            "https://github.com/OpenRouterTeam/typescript-sdk/blob/main/.speakeasy/in.openapi.yaml";
    private static final String REASONING = "https://openrouter.ai/docs/use-cases/reasoning-tokens";
    private static final Set<String> EFFORTS = Set.of("max", "xhigh", "high", "medium", "low", "minimal", "none");
    private static final Set<String> PROVIDER = Set.of(
            "allow_fallbacks",
            "data_collection",
            "enforce_distillable_text",
            "ignore",
            "max_price",
            "only",
            "order",
            "preferred_max_latency",
            "preferred_min_throughput",
            "quantizations",
            "require_parameters",
            "sort",
            "zdr");
    private static final Map<String, Set<String>> PARTS = Map.of(
            "text", Set.of("text"),
            "image_url", Set.of("image_url"),
            "input_audio", Set.of("input_audio"),
            "input_video", Set.of(),
            "video_url", Set.of("video_url"),
            "file", Set.of("file"));

    /** All rules. */
    public OpenRouterRules() {
        rule(
                "openrouter-null",
                SCHEMA,
                (body, complain) -> List.of(
                                "metadata",
                                "modalities",
                                "models",
                                "plugins",
                                "reasoning",
                                "response_format",
                                "stream",
                                "tools",
                                "tool_choice",
                                "user",
                                "session_id")
                        .stream()
                        .filter(field -> body.get(field) == JsonValue.NULL)
                        .forEach(field -> complain.accept(field + ": Invalid input: expected a value, received null")));
        rule("openrouter-provider", "https://openrouter.ai/docs/features/provider-routing", (body, complain) -> {
            JsonValue provider = body.get("provider");
            if (JsonParts.present(provider)
                    && (!(provider instanceof JsonObject object) || !PROVIDER.containsAll(object.keySet()))) {
                complain.accept("provider: Unrecognized key(s) in object, or no object");
            }
        });
        rule("openrouter-reasoning-effort", REASONING, (body, complain) -> {
            if (JsonParts.present(body.get("reasoning")) && JsonParts.present(body.get("reasoning_effort"))) {
                complain.accept("Only one of \"reasoning\" and \"reasoning_effort\" may be provided");
            }
        });
        rule("openrouter-reasoning-tokens", REASONING, (body, complain) -> {
            if (body.get("reasoning") instanceof JsonObject reasoning) {
                if (JsonParts.present(reasoning.get("effort")) && JsonParts.present(reasoning.get("max_tokens"))) {
                    complain.accept("Only one of \"reasoning.effort\" and \"reasoning.max_tokens\" can be specified");
                }
                if (JsonParts.present(reasoning.get("effort"))
                        && !EFFORTS.contains(JsonParts.textOf(reasoning, "effort"))) {
                    complain.accept("reasoning.effort: Invalid option");
                }
            }
        });
        rule("openrouter-range", SCHEMA, (body, complain) -> {
            range(body, "temperature", 0, 2, complain);
            range(body, "top_p", 0, 1, complain);
            range(body, "frequency_penalty", -2, 2, complain);
            range(body, "presence_penalty", -2, 2, complain);
            range(body, "top_logprobs", 0, 20, complain);
        });
        rule("openrouter-stop", SCHEMA, (body, complain) -> {
            if (body.get("stop") instanceof JsonArray stop && stop.size() > 4) {
                complain.accept("stop: Too big: expected array to have <=4 items");
            }
        });
        rule("openrouter-metadata", SCHEMA, (body, complain) -> {
            if (body.get("metadata") instanceof JsonObject metadata
                    && !metadata.values().stream().allMatch(JsonString.class::isInstance)) {
                complain.accept("metadata: Invalid input: expected string");
            }
        });
        rule("openrouter-tool-choice", SCHEMA, OpenRouterRules::choice);
        rule("openrouter-tools", SCHEMA, OpenRouterRules::tools);
        rule(
                "openrouter-messages",
                SCHEMA,
                (body, complain) -> messages(body).forEach(message -> message(message, complain)));
        rule(
                "openrouter-tool-call-id",
                "https://github.com/openclaw/openclaw/pull/875",
                (body, complain) -> messages(body).stream()
                        .flatMap(message -> calls(message).stream())
                        .filter(call -> JsonParts.textOf(call, "id").length() > 40)
                        .forEach(call ->
                                complain.accept("Invalid 'messages.tool_calls.id': string too long. Expected a string"
                                        + " with maximum length 40")));
        rule("openrouter-format", SCHEMA, (body, complain) -> {
            if (body.get("response_format") instanceof JsonObject format
                    && "json_schema".equals(JsonParts.string(format, "type"))
                    && !(format.get("json_schema") instanceof JsonObject named
                            && isText(named.get("name"))
                            && named.get("schema") instanceof JsonObject)) {
                complain.accept("response_format.json_schema: Invalid input: expected object");
            }
        });
    }

    private static void choice(JsonObject body, Consumer<String> complain) {
        JsonValue choice = body.get("tool_choice");
        if (choice == null) {
            return;
        }
        boolean word = Set.of("\"none\"", "\"auto\"", "\"required\"").contains(choice.toString());
        boolean named = choice instanceof JsonObject object
                && "function".equals(JsonParts.string(object, "type"))
                && object.get("function") instanceof JsonObject;
        if (!word && !named) {
            complain.accept("tool_choice: Invalid input");
        }
        if (!(body.get("tools") instanceof JsonArray tools) || tools.isEmpty()) {
            complain.accept("tool_choice is only allowed when tools are specified");
        }
    }

    private static void tools(JsonObject body, Consumer<String> complain) {
        for (JsonObject tool : JsonParts.objects(body.get("tools"))) {
            if (!"function".equals(JsonParts.string(tool, "type"))
                    || !(tool.get("function") instanceof JsonObject function)
                    || !isText(function.get("name"))) {
                complain.accept("tools: Invalid input");
                continue;
            }
            if (JsonParts.textOf(function, "name").length() > 64) {
                complain.accept("tools.function.name: Too big: expected string to have <=64 characters");
            }
            if (function.containsKey("description") && !isText(function.get("description"))) {
                complain.accept("tools.function.description: Invalid input: expected string");
            }
            if (function.containsKey("parameters") && !(function.get("parameters") instanceof JsonObject)) {
                complain.accept("tools.function.parameters: Invalid input: expected object");
            }
        }
    }

    private static void message(JsonObject message, Consumer<String> complain) {
        String role = JsonParts.textOf(message, "role");
        JsonValue content = message.get("content");
        boolean form = content instanceof JsonString || content instanceof JsonArray;
        if (!form && !(role.equals("assistant") && !JsonParts.present(content))) {
            complain.accept("messages.content: Invalid input: expected string or array");
        }
        if (content instanceof JsonArray parts) {
            for (JsonValue value : parts) {
                boolean known = value instanceof JsonObject part
                        && PARTS.containsKey(JsonParts.textOf(part, "type"))
                        && part.keySet().containsAll(PARTS.getOrDefault(JsonParts.textOf(part, "type"), Set.of()));
                if (!known) {
                    complain.accept("messages.content: Invalid discriminator value");
                }
                if (value instanceof JsonObject part
                        && part.containsKey("image_url")
                        && !(part.get("image_url") instanceof JsonObject image
                                && isText(image.get("url"))
                                && image.get("detail") != JsonValue.NULL)) {
                    complain.accept("messages.content.image_url: Invalid input: expected object");
                }
            }
        }
        if (role.equals("tool") && !isText(message.get("tool_call_id"))) {
            complain.accept("messages.tool_call_id: Invalid input: expected string");
        }
        for (String field : List.of("name", "tool_calls", "audio")) {
            if (message.get(field) == JsonValue.NULL) {
                complain.accept("messages." + field + ": Invalid input: received null");
            }
        }
        for (JsonObject call : calls(message)) {
            if (!isText(call.get("id"))
                    || JsonParts.textOf(call, "id").isEmpty()
                    || !"function".equals(JsonParts.string(call, "type"))
                    || !(call.get("function") instanceof JsonObject function)
                    || !isText(function.get("name"))
                    || !isText(function.get("arguments"))) {
                complain.accept("messages.tool_calls: Invalid input");
            }
        }
    }

    @Override
    public String refusal(Broken broken) {
        return "{\"error\":{\"message\":" + JsonParts.quoted(broken.message())
                + ",\"code\":400},\"user_id\":\"user_demo\"}";
    }
}
