package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
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

    /** Fields that callers set to null to say nothing. */
    private static final List<String> NULLABLE = List.of(
            "temperature",
            "top_p",
            "top_k",
            "tools",
            "thinking",
            "system",
            "container",
            "cache_control",
            "output_config");

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

    private final ProviderSettings provider;
    private final Inquiry call;
    private final JsonDocument body;
    private final AnthropicModel model;
    private final AnthropicNames names;
    private final AnthropicRepairs repairs;
    private final JsonEdits edits = new JsonEdits();

    AnthropicRequestMapper(ProviderSettings provider, Inquiry call, AnthropicNames names, AnthropicRepairs repairs) {
        this.provider = provider;
        this.call = call;
        this.body = call.body();
        this.model = AnthropicModel.of(call.model());
        this.names = names;
        this.repairs = repairs;
    }

    /**
     * The request to send.
     *
     * @throws lakehouse.gateway.failure.GatewayException when it breaks a rule and cannot be repaired
     */
    JsonDocument request(TokenLimit limit, ReasoningMemory memory) {
        int maxTokens = maxTokens(limit);
        edits.set("model", call.model())
                .set(TokenLimit.EARLIER, JsonParts.number(maxTokens))
                .set("stream", call.stream() ? JsonValue.TRUE : JsonValue.FALSE);
        GONE.forEach(edits::remove);
        Effort.FIELDS.forEach(edits::remove);
        NULLABLE.stream().filter(name -> body.value(name) == JsonValue.NULL).forEach(edits::remove);
        AnthropicToolChoice choice = AnthropicToolChoice.of(body, model, repairs);
        AnthropicThinking thinking = AnthropicThinking.of(provider, model, body, maxTokens, choice.forces(), repairs);
        JsonArray tools = new AnthropicTools(model, names, repairs).tools(body, choice);
        AnthropicMessages messages = new AnthropicMessages(repairs, names);
        boolean hasMessages = body.value("messages") instanceof JsonArray;
        JsonObject outputConfig = outputConfig(thinking, messages);
        if (body.value("messages") instanceof JsonArray given) {
            messages.read(given, provider.id(), memory, thinking);
            if (thinking.demandsThoughts() && messages.lostThoughts()) {
                repairs.note("thinking_left_out; the last tool turn has lost its signed thoughts");
                thinking = thinking.off();
            }
            messages.complete(model.takesPrefill() && !thinking.on());
        }
        var marked = new AnthropicCacheMarks.Marked(tools, messages.system(), messages.turns()).limited(repairs);
        set("tools", marked.tools());
        set("tool_choice", marked.tools().isEmpty() ? null : choice.json(names));
        if (hasMessages) {
            edits.set("messages", marked.turns());
        }
        if (!(marked.system() instanceof JsonArray rules && rules.isEmpty())) {
            edits.set("system", marked.system());
        }
        thinking.edit(edits);
        AnthropicSampling.edit(body, model, thinking, edits, repairs);
        set("stop_sequences", AnthropicStops.sequences(body.value("stop"), repairs));
        set("metadata", AnthropicUser.metadata(body, repairs));
        set("output_config", outputConfig);
        String tier = body.string("service_tier");
        if (tier == null || (!tier.equals("auto") && !tier.equals("standard_only"))) {
            edits.remove("service_tier");
        }
        return body.edited(edits);
    }

    private int maxTokens(TokenLimit limit) {
        int asked = limit.sent() == null ? DEFAULT_MAX_TOKENS : limit.sent();
        if (asked < 1) {
            throw AnthropicRepairs.refused(
                    limit.field() == null ? TokenLimit.EARLIER : limit.field(), "the token limit must be 1 or more.");
        }
        int most = model.maxTokens();
        if (asked > most && limit.sent() != null) {
            repairs.note("max_tokens_lowered; from=" + asked + " to=" + most + "; the model gives no more");
        }
        return Math.min(asked, most);
    }

    /** Sets a member, or takes it out when there is nothing in it. */
    private void set(String name, @Nullable JsonValue value) {
        if (value == null || (value instanceof JsonArray list && list.isEmpty())) {
            edits.remove(name);
        } else {
            edits.set(name, value);
        }
    }

    private @Nullable JsonObject outputConfig(AnthropicThinking thinking, AnthropicMessages messages) {
        JsonObjectBuilder config = JsonParts.object(
                body.value("output_config") instanceof JsonObject own ? own : JsonValue.EMPTY_JSON_OBJECT);
        if (thinking.effort() != null) {
            config.add("effort", thinking.effort());
        }
        if (body.value("response_format") instanceof JsonObject wanted
                && "json_schema".equals(JsonParts.string(wanted, "type"))
                && wanted.get("json_schema") instanceof JsonObject named
                && named.get("schema") instanceof JsonObject schema) {
            JsonObject format = model.takesFormat() ? AnthropicFormats.of(schema) : null;
            if (format == null) {
                repairs.note("response_format_in_words; this provider cannot hold a model to that schema");
                messages.tell(
                        "Answer with one JSON document and nothing else. It must fit this JSON schema: " + schema);
            } else {
                config.add(
                        "format", JsonParts.object().add("type", "json_schema").add("schema", format));
            }
        }
        JsonObject built = config.build();
        return built.isEmpty() ? null : built;
    }
}
