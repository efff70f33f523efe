package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;

/** Kimi's OpenAI-shaped surface, with a coding model. */
public final class KimiRules extends RuleBook {
    private static final String API = "https://platform.kimi.ai/docs/api/chat";
    private static final String MODELS = "https://platform.kimi.ai/docs/api/models-overview";
    private static final String CLI = "https://github.com/MoonshotAI/kimi-cli/issues/";
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");
    private static final Set<String> PARTS = Set.of("text", "image_url", "video_url");
    private static final String NAME = "[a-zA-Z_][a-zA-Z0-9-_]{2,63}";

    /** All rules. */
    public KimiRules() {
        messages();
        tools();
        fields();
    }

    private void messages() {
        rule(
                "kimi-role",
                API,
                (body, complain) -> messages(body).stream()
                        .filter(message -> !ROLES.contains(JsonParts.textOf(message, "role")))
                        .forEach(message -> complain.accept("Invalid request: role is invalid")));
        rule("kimi-text-empty", CLI + "2621", KimiRules::texts);
        rule(
                "kimi-part-type",
                API,
                (body, complain) -> messages(body).stream()
                        .flatMap(message -> parts(message).stream())
                        .filter(part -> !PARTS.contains(JsonParts.textOf(part, "type")))
                        .forEach(part ->
                                complain.accept("Invalid request: unsupported content type " + part.get("type"))));
        rule(
                "kimi-content-form",
                API,
                (body, complain) -> messages(body).stream()
                        .filter(message -> message.containsKey("content")
                                && !(message.get("content") instanceof JsonString)
                                && !(message.get("content") instanceof JsonArray)
                                && message.get("content") != JsonValue.NULL)
                        .forEach(message -> complain.accept("Invalid request: content must be a string or an array")));
        rule("kimi-tool-call-id", "https://platform.kimi.ai/docs/api/tool-use", KimiRules::ids);
        rule("kimi-reasoning-missing", "https://github.com/anomalyco/opencode/issues/10996", (body, complain) -> {
            if (thinks(body)) {
                for (JsonObject message : messages(body)) {
                    if (!calls(message).isEmpty()
                            && JsonParts.textOf(message, "reasoning_content").isEmpty()) {
                        complain.accept(
                                "thinking is enabled but reasoning_content is missing in assistant tool call message"
                                        + " at index " + messages(body).indexOf(message));
                    }
                }
            }
        });
        rule(
                "kimi-reasoning-index",
                "https://github.com/anomalyco/opencode/issues/50232",
                (body, complain) -> messages(body).stream()
                        .flatMap(message -> JsonParts.objects(message.get("reasoning_details")).stream())
                        .filter(detail -> detail.containsKey("index"))
                        .forEach(detail ->
                                complain.accept("the reasoning_details entry must not contain streaming index")));
    }

    private static void texts(JsonObject body, Consumer<String> complain) {
        for (JsonObject message : messages(body)) {
            boolean calls = !calls(message).isEmpty();
            JsonValue content = message.get("content");
            boolean emptyPart = parts(message).stream()
                    .anyMatch(part -> "text".equals(JsonParts.string(part, "type")) && isBlank(part.get("text")));
            boolean empty = content instanceof JsonArray list
                    ? list.isEmpty() || emptyPart
                    : content instanceof JsonString ? isBlank(content) : !calls;
            if (empty) {
                complain.accept("Invalid request: text content is empty");
            }
        }
    }

    private static void ids(JsonObject body, Consumer<String> complain) {
        Set<String> known = new HashSet<>();
        for (JsonObject message : messages(body)) {
            for (JsonObject call : calls(message)) {
                known.add(JsonParts.textOf(call, "id"));
                if (isBlank(call.get("id"))
                        || !(call.get("function") instanceof JsonObject function)
                        || !isText(function.get("arguments"))
                        || isBlank(call.get("type"))) {
                    complain.accept("Invalid request: tool_calls must have an id, a type and arguments");
                }
            }
            String id = JsonParts.textOf(message, "tool_call_id");
            if ("tool".equals(JsonParts.string(message, "role")) && (id.isEmpty() || !known.contains(id))) {
                complain.accept("Invalid request: tool_call_id " + id + " is not found");
            }
        }
    }

    private void tools() {
        rule("kimi-tools-many", API, (body, complain) -> {
            if (body.get("tools") instanceof JsonArray tools && tools.size() > 128) {
                complain.accept("Invalid request: tools exceed the maximum of 128");
            }
        });
        rule(
                "kimi-tool-type",
                API,
                (body, complain) -> JsonParts.objects(body.get("tools")).stream()
                        .filter(tool ->
                                !Set.of("function", "builtin_function").contains(JsonParts.textOf(tool, "type")))
                        .forEach(tool -> complain.accept("Invalid request: unsupported tool type")));
        rule("kimi-tool-name", CLI + "2531", (body, complain) -> {
            functions(body).forEach(function -> name(function, complain));
            messages(body).stream()
                    .flatMap(message -> calls(message).stream())
                    .filter(call -> call.get("function") instanceof JsonObject)
                    .forEach(call -> name(call.getJsonObject("function"), complain));
        });
        rule(
                "kimi-tool-parameters",
                API,
                (body, complain) -> functions(body).stream()
                        .filter(function -> !(function.get("parameters") instanceof JsonObject))
                        .forEach(function -> complain.accept("Invalid request: parameters is required")));
        rule(
                "kimi-schema",
                "https://github.com/MoonshotAI/walle/blob/main/docs/mfjs-spec.md",
                (body, complain) -> functions(body).stream()
                        .filter(function -> function.get("parameters") instanceof JsonObject)
                        .forEach(function -> MoonshotFlavour.check(function.getJsonObject("parameters"), complain)));
        rule("kimi-tool-choice", "https://github.com/UKGovernmentBEIS/inspect_ai/pull/5152", (body, complain) -> {
            JsonValue choice = body.get("tool_choice");
            if (thinks(body)
                    && choice != null
                    && !List.of("\"auto\"", "\"none\"").contains(choice.toString())) {
                complain.accept("tool_choice 'required' is incompatible with thinking enabled");
            }
            if (choice instanceof JsonObject object && object.containsKey("allowed_tools")) {
                complain.accept("Invalid request: unknown tool_choice");
            }
        });
    }

    static void name(JsonObject function, Consumer<String> complain) {
        String name = JsonParts.textOf(function, "name");
        if (!name.startsWith("$") && !name.matches(NAME)) {
            complain.accept("function name is invalid, must start with a letter and can contain letters, numbers,"
                    + " underscores, and dashes");
        }
    }

    private void fields() {
        for (String field : List.of("temperature", "top_p", "presence_penalty", "frequency_penalty")) {
            rule("kimi-" + field.replace('_', '-'), MODELS, (body, complain) -> {
                if (JsonParts.present(body.get(field))) {
                    complain.accept("invalid " + field + ": only one value is allowed for this model");
                }
            });
        }
        rule("kimi-n", API, (body, complain) -> range(body, "n", 1, 5, complain));
        rule("kimi-stop-many", API, (body, complain) -> {
            if (body.get("stop") instanceof JsonArray stop && stop.size() > 5) {
                complain.accept("Invalid request: stop has more than 5 strings");
            }
        });
        rule(
                "kimi-stop-long",
                API,
                (body, complain) -> stops(body).stream()
                        .filter(stop -> stop.getBytes(StandardCharsets.UTF_8).length > 32 || stop.isEmpty())
                        .forEach(stop -> complain.accept("Invalid request: a stop must have 1 to 32 bytes")));
        rule("kimi-thinking", API, (body, complain) -> {
            if (body.get("thinking") instanceof JsonObject thinking) {
                if (!Set.of("enabled", "disabled").contains(JsonParts.textOf(thinking, "type"))) {
                    complain.accept("invalid thinking: only type=enabled is allowed for this model");
                }
                if (!Set.of("type", "keep", "effort").containsAll(thinking.keySet())) {
                    complain.accept("Invalid request: unknown field in thinking");
                }
            }
        });
        rule(
                "kimi-integers",
                API,
                (body, complain) -> List.of("max_tokens", "max_completion_tokens", "n").stream()
                        .filter(field -> !isGoInteger(body.get(field)))
                        .forEach(field -> complain.accept("Invalid request: " + field + " must be an integer")));
        rule("kimi-limits", API, (body, complain) -> {
            if (body.get("max_tokens") instanceof JsonNumber
                    && body.get("max_completion_tokens") instanceof JsonNumber) {
                complain.accept("Invalid request: max_tokens and max_completion_tokens are both set");
            }
        });
        rule("kimi-response-format", API, (body, complain) -> {
            if (body.get("response_format") instanceof JsonObject format
                    && "json_schema".equals(JsonParts.string(format, "type"))) {
                if (format.get("json_schema") instanceof JsonObject named
                        && named.get("schema") instanceof JsonObject schema) {
                    MoonshotFlavour.check(schema, complain);
                } else {
                    complain.accept("Invalid request: response_format.json_schema.schema is required");
                }
            }
        });
    }

    private static List<String> stops(JsonObject body) {
        JsonValue stop = body.get("stop");
        return stop instanceof JsonString one
                ? List.of(one.getString())
                : stop instanceof JsonArray list
                        ? list.getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .toList()
                        : List.of();
    }

    private static boolean thinks(JsonObject body) {
        return !(body.get("thinking") instanceof JsonObject thinking
                && "disabled".equals(JsonParts.string(thinking, "type")));
    }

    @Override
    public String refusal(Broken broken) {
        return "{\"error\":{\"message\":" + JsonParts.quoted(broken.message())
                + ",\"type\":\"invalid_request_error\"}}";
    }
}
