package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.util.function.Consumer;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.CommonFormTranslator;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.Reasoning;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.Repairs;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.upstream.ServerSentEvent;
import lakehouse.gateway.upstream.UpstreamRequest;

/** Kimi's OpenAI-shaped surface. */
final class KimiOpenAiTranslator extends CommonFormTranslator {
    private final KimiToolNames names;
    private final Repairs repairs = new Repairs();

    KimiOpenAiTranslator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        super(provider, call, memory);
        names = KimiToolNames.of(call.body());
        if (KimiRequestMapper.forcesTool(call.body())) {
            watch.warn(KimiRequestMapper.TOOL_CHOICE_RELAXED);
        }
    }

    @Override
    public UpstreamRequest request() {
        UpstreamRequest request = super.request();
        repairs.tell(watch);
        return request;
    }

    @Override
    protected void edit(JsonEdits edits) {
        super.edit(edits);
        KimiOpenAiFields.edit(call.body(), edits, repairs);
        KimiRequestMapper.edit(call.body(), edits, names, repairs);
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
        if (!JsonParts.present(call.body().value("prompt_cache_key"))
                && call.body().value("messages") instanceof JsonArray messages) {
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
        return KimiMessages.accepted(messages, names, repairs);
    }

    @Override
    protected JsonObject assistant(JsonObject message, Reasoning reasoning, boolean restored) {
        return KimiMessages.assistant(message, reasoning, KimiRequestMapper.thinks(call.body()));
    }

    @Override
    public JsonDocument reply(byte[] body) throws MalformedJsonException {
        return names.given(super.reply(body));
    }

    @Override
    public void event(ServerSentEvent event, Consumer<Chunk> out) throws MalformedJsonException {
        super.event(event, names.given(out));
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return KimiFailures.failure(provider, reply);
    }
}
