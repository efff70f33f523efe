package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.Repairs;
import lakehouse.gateway.provider.TokenLimit;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.upstream.UpstreamRequest;

/** The common form with OpenRouter's own fields let through, and reasoning under the names it uses. */
final class OpenRouterTranslator extends CommonFormTranslator {
    private final Repairs repairs = new Repairs();

    OpenRouterTranslator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        super(provider, call, memory);
    }

    @Override
    public UpstreamRequest request() {
        UpstreamRequest request = super.request();
        repairs.tell(watch);
        return request;
    }

    @Override
    protected void edit(JsonEdits edits) {
        // As an object it is OpenRouter's routing preference: https://openrouter.ai/docs/features/provider-routing
        if (call.body().firstCharacter("provider") != '{') {
            super.edit(edits);
        }
        PriceOfAuto.cap(call, provider.own().find(OpenRouterDialect.AUTO_MAX_PRICE), edits);
        OpenRouterFields.edit(call.body(), edits, repairs);
    }

    @Override
    protected JsonArray messages(JsonArray messages) {
        return OpenRouterMessages.accepted(messages);
    }

    /** Named in its own errors; the newer name is not in its schema. */
    @Override
    protected String limitField() {
        return TokenLimit.EARLIER;
    }

    @Override
    protected boolean rewritesMessages() {
        return true;
    }

    /** {@code reasoning_details} goes back unmodified. */
    @Override
    protected JsonObject assistant(JsonObject message, Reasoning reasoning, boolean restored) {
        boolean inItsForm = !message.containsKey(Reasoning.CONTENT);
        if (reasoning.isEmpty() || (inItsForm && !restored)) {
            return message;
        }
        JsonObjectBuilder mapped = JsonParts.object(Reasoning.removedFrom(message));
        if (!reasoning.text().isEmpty()) {
            mapped.add(Reasoning.PLAIN, reasoning.text());
        }
        if (reasoning.details() != null) {
            mapped.add(Reasoning.DETAILS, reasoning.details());
        }
        return mapped.build();
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return OpenRouterFailures.failure(provider, reply, System.currentTimeMillis());
    }
}
