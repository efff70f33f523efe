package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.UpstreamReply;

/** Kimi's OpenAI-shaped surface. */
final class KimiOpenAiTranslator extends CommonFormTranslator {
    KimiOpenAiTranslator(ProviderSettings provider, ChatCall call, ReasoningMemory memory) {
        super(provider, call, memory);
        if (KimiRequestMapper.forcesTool(call.body())) {
            watch.warn(KimiRequestMapper.TOOL_CHOICE_RELAXED);
        }
    }

    @Override
    protected void edit(JsonEdits edits) {
        super.edit(edits);
        KimiRequestMapper.edit(call.body(), edits);
        KimiRequestMapper.removeEffort(edits);
        String effort = KimiRequestMapper.effort(call.body());
        if (effort != null) {
            edits.set(
                    "thinking",
                    JsonParts.object()
                            .add("type", "enabled")
                            .add("effort", effort)
                            .build());
        }
        if (!call.body().has("prompt_cache_key") && call.body().value("messages") instanceof JsonArray messages) {
            edits.set("prompt_cache_key", KimiRequestMapper.cacheKey(messages));
        }
    }

    @Override
    protected boolean rewritesMessages() {
        return true;
    }

    @Override
    protected boolean demandsThoughts() {
        return true;
    }

    @Override
    protected JsonArray messages(JsonArray messages) {
        return KimiMessages.roles(messages);
    }

    @Override
    protected JsonObject assistant(JsonObject message, Reasoning reasoning, boolean restored) {
        return KimiMessages.assistant(message, reasoning, KimiRequestMapper.thinks(call.body()));
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return KimiFailures.failure(provider, reply);
    }
}
