package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.ReasoningReplay;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.provider.Warnings;
import lakehouse.gateway.upstream.ServerSentEvent;
import lakehouse.gateway.upstream.UpstreamRequest;

/**
 * Kimi's Anthropic-shaped surface: another dialect's translator, given a request that is already as Kimi wants it. That
 * dialect is known here by its interface only.
 */
final class KimiAnthropicTranslator implements ChatTranslator, Warnings {
    private final ProviderSettings provider;
    private final ChatTranslator wire;
    private final boolean toolChoiceRelaxed;

    private KimiAnthropicTranslator(ProviderSettings provider, ChatTranslator wire, boolean toolChoiceRelaxed) {
        this.provider = provider;
        this.wire = wire;
        this.toolChoiceRelaxed = toolChoiceRelaxed;
    }

    static KimiAnthropicTranslator over(
            Dialect dialect, ProviderSettings provider, ChatCall call, ReasoningMemory memory) {
        ChatCall shaped = call.with(shaped(provider, call.body(), memory));
        return new KimiAnthropicTranslator(
                provider, dialect.translator(provider, shaped), KimiRequestMapper.forcesTool(call.body()));
    }

    private static JsonDocument shaped(ProviderSettings provider, JsonDocument body, ReasoningMemory memory) {
        JsonEdits edits = new JsonEdits();
        KimiRequestMapper.edit(body, edits);
        KimiRequestMapper.removeEffort(edits);
        String effort = KimiRequestMapper.effort(body);
        if (effort != null) {
            edits.set("thinking", JsonParts.object().add("type", "adaptive").build());
            edits.set("output_config", JsonParts.object().add("effort", effort).build());
        }
        if (body.value("messages") instanceof JsonArray messages) {
            boolean thinks = KimiRequestMapper.thinks(body);
            edits.set(
                    "messages",
                    ReasoningReplay.messages(
                            messages,
                            provider.id(),
                            memory,
                            (message, reasoning, restored) -> KimiMessages.assistant(message, reasoning, thinks)));
        }
        return body.edited(edits);
    }

    @Override
    public UpstreamRequest request() {
        return wire.request();
    }

    @Override
    public JsonDocument reply(byte[] body) throws MalformedJsonException {
        try {
            return wire.reply(body);
        } catch (GatewayException e) {
            throw KimiFailures.refined(provider, e.failure()).exception();
        }
    }

    @Override
    public void event(ServerSentEvent event, Consumer<Chunk> out) throws MalformedJsonException {
        try {
            wire.event(event, out);
        } catch (GatewayException e) {
            throw KimiFailures.refined(provider, e.failure()).exception();
        }
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return KimiFailures.failure(provider, reply);
    }

    @Override
    public List<String> warnings() {
        List<String> all = new ArrayList<>();
        if (toolChoiceRelaxed) {
            all.add(KimiRequestMapper.TOOL_CHOICE_RELAXED);
        }
        if (wire instanceof Warnings more) {
            all.addAll(more.warnings());
        }
        return all;
    }
}
