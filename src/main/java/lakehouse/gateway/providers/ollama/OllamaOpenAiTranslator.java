package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.TokenLimit;
import lakehouse.gateway.provider.UpstreamReply;

/** Ollama's OpenAI-shaped surface. It reads {@code max_tokens} and {@code reasoning} only, and ignores their other names. */
final class OllamaOpenAiTranslator extends CommonFormTranslator {
    OllamaOpenAiTranslator(ProviderSettings provider, ChatCall call, ReasoningMemory memory) {
        super(provider, call, memory);
    }

    @Override
    protected void edit(JsonEdits edits) {
        super.edit(edits);
        edits.set("model", OllamaModelNames.upstream(provider, call.model()));
        JsonValue limit = call.body().value(TokenLimit.CURRENT);
        if (limit != null) {
            edits.remove(TokenLimit.CURRENT);
            Integer sent = watch.limit().sent();
            if (sent != null) {
                edits.set(TokenLimit.EARLIER, JsonParts.number(sent));
            }
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
    protected JsonObject assistant(JsonObject message, Reasoning reasoning, boolean restored) {
        if (reasoning.text().isEmpty() || reasoning.text().equals(JsonParts.string(message, Reasoning.PLAIN))) {
            return message;
        }
        return JsonParts.object(Reasoning.removedFrom(message))
                .add(Reasoning.PLAIN, reasoning.text())
                .build();
    }
}
