package lakehouse.gateway.providers.openrouter;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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

/** The common form with OpenRouter's own fields let through, and reasoning under the names it uses. */
final class OpenRouterTranslator extends CommonFormTranslator {
    OpenRouterTranslator(ProviderSettings provider, ChatCall call, ReasoningMemory memory) {
        super(provider, call, memory);
    }

    @Override
    protected void edit(JsonEdits edits) {
        // As an object it is OpenRouter's routing preference: https://openrouter.ai/docs/features/provider-routing
        if (call.body().firstCharacter("provider") != '{') {
            super.edit(edits);
        }
        String effort = call.body().string("reasoning_effort");
        if (effort != null && !call.body().has("reasoning")) {
            edits.remove("reasoning_effort");
            edits.set("reasoning", JsonParts.object().add("effort", effort).build());
        }
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
