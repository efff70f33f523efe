package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Effort;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.StopSequences;
import lakehouse.gateway.provider.TokenLimit;
import lakehouse.gateway.provider.WholeNumbers;
import org.jspecify.annotations.Nullable;

/** A request in the common form as {@code /api/chat} takes it. What neither side knows passes unchanged. */
final class OllamaRequestMapper {
    /** Fields that stand inside {@code options} here, by the name they have there. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("temperature", "temperature"),
            Map.entry("top_p", "top_p"),
            Map.entry("top_k", "top_k"),
            Map.entry("min_p", "min_p"),
            Map.entry("seed", "seed"),
            Map.entry("stop", "stop"),
            Map.entry("frequency_penalty", "frequency_penalty"),
            Map.entry("presence_penalty", "presence_penalty"),
            Map.entry("repetition_penalty", "repeat_penalty"),
            Map.entry("num_ctx", "num_ctx"));

    /** Fields of the common form without a counterpart, or said in another way. */
    private static final List<String> GONE = List.of(
            "provider",
            TokenLimit.CURRENT,
            TokenLimit.EARLIER,
            "response_format",
            "stream_options",
            "tool_choice",
            "parallel_tool_calls",
            "thinking",
            "n",
            "user",
            "store",
            "metadata",
            "service_tier",
            "logit_bias",
            "modalities",
            "audio",
            "prediction",
            "verbosity",
            "safety_identifier",
            "prompt_cache_key",
            "prompt_cache_retention");

    private static final List<String> WHOLE = List.of("top_logprobs");

    private OllamaRequestMapper() {}

    static JsonDocument request(ProviderSettings provider, Inquiry call, TokenLimit limit, ReasoningMemory memory) {
        JsonDocument body = call.body();
        JsonEdits edits = new JsonEdits()
                .set("model", OllamaModelNames.upstream(provider, call.model()))
                // Ollama streams unless it is told not to.
                .set("stream", call.stream() ? JsonValue.TRUE : JsonValue.FALSE);
        GONE.forEach(edits::remove);
        OPTIONS.keySet().forEach(edits::remove);
        Effort.FIELDS.forEach(edits::remove);
        if (body.value("messages") instanceof JsonArray messages) {
            edits.set("messages", OllamaMessages.messages(messages, provider.id(), memory));
        }
        OllamaTools.edit(body, edits);
        WholeNumbers.plain(body, WHOLE, edits);
        JsonObject options = options(provider, body, limit);
        if (!options.isEmpty()) {
            edits.set("options", options);
        }
        JsonValue format = format(body);
        if (format != null && !body.has("format")) {
            edits.set("format", format);
        }
        JsonValue think = OllamaThinking.think(body);
        if (think != null && !body.has("think")) {
            edits.set("think", think);
        }
        String keepAlive = provider.own().find(OllamaDialect.KEEP_ALIVE);
        JsonValue asked = body.value("keep_alive");
        if (asked != null) {
            edits.set("keep_alive", KeepAlive.of(asked));
        } else if (keepAlive != null) {
            edits.set("keep_alive", KeepAlive.of(keepAlive));
        }
        return body.edited(edits);
    }

    /** The caller's own {@code options} win over what the common form says. */
    private static JsonObject options(ProviderSettings provider, JsonDocument body, TokenLimit limit) {
        JsonObjectBuilder options = JsonParts.object();
        Integer context = provider.own().find(OllamaDialect.NUM_CTX);
        if (context != null) {
            options.add("num_ctx", context);
        }
        if (limit.sent() != null) {
            options.add("num_predict", limit.sent());
        }
        OPTIONS.forEach((name, option) -> {
            JsonValue value = body.value(name);
            if (value != null && value != JsonValue.NULL) {
                options.add(
                        option,
                        name.equals("stop")
                                ? JsonParts.texts(StopSequences.of(value)).build()
                                : value);
            }
        });
        if (body.value("options") instanceof JsonObject own) {
            own.forEach(options::add);
        }
        return options.build();
    }

    private static @Nullable JsonValue format(JsonDocument body) {
        if (!(body.value("response_format") instanceof JsonObject wanted)) {
            return null;
        }
        return switch (JsonParts.textOf(wanted, "type")) {
            case "json_object" -> JsonParts.text("json");
            case "json_schema" ->
                wanted.get("json_schema") instanceof JsonObject named
                                && named.get("schema") instanceof JsonObject schema
                        ? schema
                        : JsonParts.text("json");
            default -> null;
        };
    }
}
