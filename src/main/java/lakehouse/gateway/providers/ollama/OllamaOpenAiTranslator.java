package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.Effort;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.StopSequences;
import lakehouse.gateway.provider.TokenLimit;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.provider.WholeNumbers;

/** Ollama's OpenAI-shaped surface. It reads {@code max_tokens} and {@code reasoning} only, and ignores their other names. */
final class OllamaOpenAiTranslator extends CommonFormTranslator {
    private static final List<String> WHOLE = List.of(TokenLimit.EARLIER, "seed", "top_logprobs");

    OllamaOpenAiTranslator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        super(provider, call, memory);
        if (OllamaTools.cannotForce(call.body())) {
            watch.warn(OllamaTools.RELAXED);
        }
    }

    @Override
    protected void edit(JsonEdits edits) {
        super.edit(edits);
        JsonDocument body = call.body();
        edits.set("model", OllamaModelNames.upstream(provider, call.model()));
        WholeNumbers.plain(body, WHOLE, edits);
        JsonValue limit = body.value(TokenLimit.CURRENT);
        if (limit != null) {
            edits.remove(TokenLimit.CURRENT);
            Integer sent = watch.limit().sent();
            if (sent != null) {
                edits.set(TokenLimit.EARLIER, JsonParts.number(sent));
            }
        }
        OllamaTools.edit(body, edits);
        thinking(body, edits);
        List<String> stop = StopSequences.of(body);
        if (!StopSequences.areExactly(stop, body.value("stop")) && body.has("stop")) {
            edits.set("stop", JsonParts.texts(stop).build());
        }
        if (body.value("response_format") instanceof JsonObject format
                && JsonParts.textOf(format, "type").equals("json_schema")
                && !(format.get("json_schema") instanceof JsonObject named
                        && named.get("schema") instanceof JsonObject)) {
            edits.set(
                    "response_format",
                    JsonParts.object().add("type", "json_object").build());
        }
    }

    /** An effort that the server does not know is refused, and that thinking is off it does not read. */
    private static void thinking(JsonDocument body, JsonEdits edits) {
        String effort = Effort.of(body);
        if (effort != null && !OllamaThinking.isEffort(effort)) {
            Effort.FIELDS.forEach(edits::remove);
        } else if (body.value("reasoning") instanceof JsonObject && effort != null) {
            edits.remove("reasoning_effort");
            edits.set("reasoning", JsonParts.object().add("effort", effort).build());
        }
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return OllamaFailures.failure(provider, reply, call.model());
    }

    @Override
    protected String limitField() {
        return TokenLimit.EARLIER;
    }

    @Override
    protected boolean rewritesMessages() {
        return true;
    }

    @Override
    protected JsonArray messages(JsonArray messages) {
        return OllamaShimMessages.accepted(messages);
    }

    @Override
    protected JsonObject assistant(JsonObject message, Reasoning reasoning, boolean restored) {
        if (reasoning.text().isEmpty() || reasoning.text().equals(JsonParts.string(message, Reasoning.PLAIN))) {
            return message;
        }
        return JsonParts.object(Reasoning.removedFrom(message))
                .add(Reasoning.PLAIN, reasoning.text())
                .build();
    }
}
