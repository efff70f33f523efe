package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.Progress;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.ReasoningReplay;
import lakehouse.gateway.provider.Repairs;
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
    private final KimiToolNames names;
    private final List<String> warnings;

    private KimiAnthropicTranslator(
            ProviderSettings provider, ChatTranslator wire, KimiToolNames names, List<String> warnings) {
        this.provider = provider;
        this.wire = wire;
        this.names = names;
        this.warnings = warnings;
    }

    static KimiAnthropicTranslator over(
            Dialect dialect, ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        KimiToolNames names = KimiToolNames.of(call.body());
        Repairs repairs = new Repairs();
        Inquiry shaped = call.with(shaped(provider, call.body(), memory, names, repairs));
        List<String> warnings = new ArrayList<>();
        if (KimiRequestMapper.forcesTool(call.body())) {
            warnings.add(KimiRequestMapper.TOOL_CHOICE_RELAXED);
        }
        if (!repairs.toString().isEmpty()) {
            warnings.add(repairs.toString());
        }
        return new KimiAnthropicTranslator(provider, dialect.translator(provider, shaped), names, warnings);
    }

    private static JsonDocument shaped(
            ProviderSettings provider,
            JsonDocument body,
            ReasoningMemory memory,
            KimiToolNames names,
            Repairs repairs) {
        JsonEdits edits = new JsonEdits();
        KimiRequestMapper.edit(body, edits, names, repairs);
        KimiRequestMapper.removeEffort(edits);
        String effort = KimiRequestMapper.effort(body);
        if (effort != null) {
            edits.set("thinking", JsonParts.object().add("type", "adaptive").build());
            edits.set("output_config", JsonParts.object().add("effort", effort).build());
        }
        if (body.value("messages") instanceof JsonArray messages) {
            boolean thinks = KimiRequestMapper.thinks(body);
            JsonArray thought = ReasoningReplay.messages(
                    messages,
                    provider.id(),
                    memory,
                    (message, reasoning, restored) -> KimiMessages.assistant(message, reasoning, thinks));
            edits.set("messages", names.sentMessages(thought));
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
            return names.given(wire.reply(body));
        } catch (GatewayException e) {
            throw KimiFailures.refined(provider, e.failure()).exception();
        }
    }

    @Override
    public void event(ServerSentEvent event, Consumer<Chunk> out) throws MalformedJsonException {
        try {
            wire.event(event, names.given(out));
        } catch (GatewayException e) {
            throw KimiFailures.refined(provider, e.failure()).exception();
        }
    }

    @Override
    public void end(Consumer<Chunk> out) throws MalformedJsonException {
        wire.end(out);
    }

    @Override
    public Progress progress() {
        return wire.progress();
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return KimiFailures.failure(provider, reply);
    }

    @Override
    public List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        if (wire instanceof Warnings more) {
            all.addAll(more.warnings());
        }
        return all;
    }
}
