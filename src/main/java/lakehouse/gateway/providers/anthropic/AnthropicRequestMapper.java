package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.Effort;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.TokenLimit;
import org.jspecify.annotations.Nullable;

/**
 * A request in the common form as the Messages API takes it. It refuses fields that it does not know, so those that only
 * the common form has go; what neither side knows passes unchanged.
 */
final class AnthropicRequestMapper {
    /** The API demands a limit. This one is within what every current model allows. */
    static final int DEFAULT_MAX_TOKENS = 8192;

    /** Fields of the common form without a counterpart, or said in another way. */
    private static final List<String> GONE = List.of(
            "provider",
            TokenLimit.CURRENT,
            "response_format",
            "stream_options",
            "parallel_tool_calls",
            "stop",
            "user",
            "safety_identifier",
            "n",
            "seed",
            "store",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "frequency_penalty",
            "presence_penalty",
            "modalities",
            "audio",
            "prediction",
            "verbosity",
            "moderation",
            "web_search_options",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
            "functions",
            "function_call");

    private AnthropicRequestMapper() {}

    static JsonDocument request(ProviderSettings provider, ChatCall call, TokenLimit limit, ReasoningMemory memory) {
        JsonDocument body = call.body();
        int maxTokens = limit.sent() == null ? DEFAULT_MAX_TOKENS : limit.sent();
        JsonEdits edits = new JsonEdits()
                .set("model", call.model())
                .set(TokenLimit.EARLIER, JsonParts.number(maxTokens))
                .set("stream", call.stream() ? JsonValue.TRUE : JsonValue.FALSE);
        GONE.forEach(edits::remove);
        Effort.FIELDS.forEach(edits::remove);
        AnthropicThinking thinking = AnthropicThinking.of(provider, body, maxTokens);
        if (body.value("messages") instanceof JsonArray messages) {
            AnthropicMessages mapped = AnthropicMessages.of(messages, provider.id(), memory, thinking);
            edits.set("messages", mapped.turns());
            if (mapped.system() != null) {
                edits.set("system", mapped.system());
            }
            thinking = mapped.thinking();
        }
        thinking.edit(edits);
        AnthropicTools.edit(body, edits);
        sampling(body, thinking, edits);
        set(edits, "stop_sequences", stopSequences(body.value("stop")));
        set(edits, "metadata", metadata(body));
        JsonObject outputConfig = outputConfig(body);
        set(edits, "output_config", outputConfig);
        String tier = body.string("service_tier");
        if (tier != null && !tier.equals("auto") && !tier.equals("standard_only")) {
            edits.remove("service_tier");
        }
        return body.edited(edits);
    }

    private static void set(JsonEdits edits, String name, @Nullable JsonValue value) {
        if (value == null) {
            edits.remove(name);
        } else {
            edits.set(name, value);
        }
    }

    /** Temperature ends at 1 here; beside thinking the API takes no sampling at all. */
    private static void sampling(JsonDocument body, AnthropicThinking thinking, JsonEdits edits) {
        if (thinking.on()) {
            edits.remove("temperature").remove("top_p").remove("top_k");
        } else if (body.value("temperature") instanceof JsonNumber temperature
                && temperature.bigDecimalValue().compareTo(BigDecimal.ONE) > 0) {
            edits.set("temperature", JsonParts.number(1));
        }
        for (String name : List.of("temperature", "top_p", "top_k", "tools", "thinking")) {
            if (body.value(name) == JsonValue.NULL) {
                edits.remove(name);
            }
        }
    }

    /** Blank sequences are refused. */
    private static @Nullable JsonArray stopSequences(@Nullable JsonValue stop) {
        JsonArray all = stop instanceof JsonArray list
                ? list
                : stop instanceof JsonString ? JsonParts.array().add(stop).build() : JsonValue.EMPTY_JSON_ARRAY;
        var kept = JsonParts.array();
        all.stream()
                .filter(JsonString.class::isInstance)
                .filter(text -> !((JsonString) text).getString().isBlank())
                .forEach(kept::add);
        JsonArray sequences = kept.build();
        return sequences.isEmpty() ? null : sequences;
    }

    /** Only an opaque id of the end user has a place there. */
    private static @Nullable JsonObject metadata(JsonDocument body) {
        String user = body.value("metadata") instanceof JsonObject given ? JsonParts.string(given, "user_id") : null;
        if (user == null) {
            user = body.string("safety_identifier");
        }
        if (user == null) {
            user = body.string("user");
        }
        return user == null ? null : JsonParts.object().add("user_id", user).build();
    }

    private static @Nullable JsonObject outputConfig(JsonDocument body) {
        JsonObject given = body.value("output_config") instanceof JsonObject own ? own : null;
        if (body.value("response_format") instanceof JsonObject wanted
                && "json_schema".equals(JsonParts.string(wanted, "type"))
                && wanted.get("json_schema") instanceof JsonObject named
                && named.get("schema") instanceof JsonObject schema) {
            return JsonParts.object(given == null ? JsonValue.EMPTY_JSON_OBJECT : given)
                    .add("format", JsonParts.object().add("type", "json_schema").add("schema", schema))
                    .build();
        }
        return given;
    }
}
