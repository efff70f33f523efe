package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Set;
import java.util.function.Consumer;
import lakehouse.gateway.json.JsonParts;

/** Ollama's native {@code /api/chat}: the types of its structs, and what its handler refuses. */
public final class OllamaRules extends RuleBook {
    private static final String TYPES = "https://github.com/ollama/ollama/blob/main/api/types.go";
    private static final String ROUTES = "https://github.com/ollama/ollama/blob/main/server/routes.go";
    private static final Set<String> NUMBERS = Set.of(
            "num_ctx",
            "num_predict",
            "seed",
            "top_k",
            "top_p",
            "min_p",
            "temperature",
            "repeat_penalty",
            "presence_penalty",
            "frequency_penalty");

    /** All rules. */
    public OllamaRules() {
        rule("ollama-types", TYPES, OllamaRules::fields);
        rule("ollama-messages", TYPES, (body, complain) -> {
            GoTypes go = new GoTypes("ChatRequest", complain);
            go.list(body.get("messages"), "messages");
            messages(body).forEach(message -> message(message, go));
        });
        rule("ollama-tools", TYPES, (body, complain) -> {
            GoTypes go = new GoTypes("ChatRequest", complain);
            if (go.list(body.get("tools"), "tools") && body.get("tools") instanceof JsonArray tools) {
                tools.forEach(go::tool);
            }
        });
        rule("ollama-options", TYPES, (body, complain) -> {
            GoTypes go = new GoTypes("ChatRequest", complain);
            if (go.object(body.get("options"), "options") && body.get("options") instanceof JsonObject options) {
                options.forEach((name, value) -> go.option(name, value, NUMBERS));
            }
        });
        rule("ollama-keep-alive", "https://docs.ollama.com/faq", OllamaRules::keepAlive);
        rule("ollama-think", TYPES, (body, complain) -> {
            JsonValue think = body.get("think");
            if (JsonParts.present(think)
                    && !Set.of("true", "false", "\"high\"", "\"medium\"", "\"low\"", "\"max\"")
                            .contains(think.toString())) {
                complain.accept("invalid think value: " + think
                        + " (must be \"high\", \"medium\", \"low\", \"max\", true, or false)");
            }
        });
        rule("ollama-format", ROUTES, (body, complain) -> {
            JsonValue format = body.get("format");
            if (JsonParts.present(format)
                    && !(format instanceof JsonObject)
                    && !format.toString().equals("\"json\"")) {
                complain.accept("invalid format: " + format + "; expected \"json\" or a valid JSON Schema object");
            }
        });
        rule("ollama-top-logprobs", ROUTES, (body, complain) -> range(body, "top_logprobs", 0, 20, complain));
    }

    private static void fields(JsonObject body, Consumer<String> complain) {
        GoTypes go = new GoTypes("ChatRequest", complain);
        go.text(body.get("model"), "model");
        for (String field : new String[] {"stream", "truncate", "shift", "logprobs"}) {
            go.truth(body.get(field), field);
        }
        go.whole(body.get("top_logprobs"), "top_logprobs");
    }

    private static void message(JsonObject message, GoTypes go) {
        for (String field : new String[] {"role", "content", "thinking", "tool_name", "tool_call_id"}) {
            go.text(message.get(field), "messages." + field);
        }
        if (go.list(message.get("images"), "messages.images") && message.get("images") instanceof JsonArray images) {
            images.forEach(image -> {
                go.text(image, "messages.images");
                if (image instanceof JsonString text && !GoTypes.isBase64(text.getString())) {
                    go.complain().accept("illegal base64 data at input byte 0");
                }
            });
        }
        go.list(message.get("tool_calls"), "messages.tool_calls");
        for (JsonObject call : calls(message)) {
            go.text(call.get("id"), "messages.tool_calls.id");
            if (go.object(call.get("function"), "messages.tool_calls.function")
                    && call.get("function") instanceof JsonObject function) {
                go.text(function.get("name"), "messages.tool_calls.function.name");
                go.whole(function.get("index"), "messages.tool_calls.function.index");
                go.object(function.get("arguments"), "messages.tool_calls.function.arguments");
            }
        }
    }

    private static void keepAlive(JsonObject body, Consumer<String> complain) {
        JsonValue value = body.get("keep_alive");
        if (value == null || value == JsonValue.NULL || value instanceof JsonNumber) {
            return;
        }
        if (!(value instanceof JsonString text)) {
            complain.accept("Unsupported type: '" + value.getValueType() + "'");
        } else if (text.getString().matches("[+-]?\\d+(\\.\\d+)?")
                && !text.getString().equals("0")) {
            complain.accept("time: missing unit in duration " + value);
        } else if (!text.getString().matches("0|[+-]?(\\d+(\\.\\d*)?(ns|us|µs|ms|s|m|h))+")) {
            complain.accept("time: invalid duration " + value);
        }
    }

    @Override
    public String refusal(Broken broken) {
        return "{\"error\":" + JsonParts.quoted(broken.message()) + "}";
    }
}
