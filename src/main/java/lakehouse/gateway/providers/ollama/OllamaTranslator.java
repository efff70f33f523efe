package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.AnswerBody;
import lakehouse.gateway.provider.AnswerWatch;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.ErrorInAnswer;
import lakehouse.gateway.provider.Progress;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.StreamedDocuments;
import lakehouse.gateway.provider.UpstreamHeaders;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.provider.Warnings;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.ServerSentEvent;
import lakehouse.gateway.upstream.UpstreamRequest;

/** Ollama's {@code /api/chat}: https://docs.ollama.com/api/chat */
final class OllamaTranslator implements ChatTranslator, Warnings {

    private final ProviderSettings provider;
    private final Inquiry call;
    private final ReasoningMemory memory;
    private final AnswerWatch watch;
    private final OllamaStream stream;

    /** One name for all chunks of the answer: Ollama gives it none. */
    private final String id = "chatcmpl-" + UUID.randomUUID().toString().replace("-", "");

    OllamaTranslator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        this.provider = provider;
        this.call = call;
        this.memory = memory;
        this.watch = AnswerWatch.of(provider, call, memory);
        this.stream = new OllamaStream(id, call, watch);
        if (OllamaTools.cannotForce(call.body())) {
            watch.warn(OllamaTools.RELAXED);
        }
    }

    @Override
    public UpstreamRequest request() {
        String accept = call.stream() ? Framing.NDJSON.mediaType() : "application/json";
        return new UpstreamRequest(
                provider.resolveBesideVersion("api/chat"),
                UpstreamHeaders.bearer(provider, accept),
                OllamaRequestMapper.request(provider, call, watch.limit(), memory),
                Framing.NDJSON);
    }

    @Override
    public JsonDocument reply(byte[] body) throws MalformedJsonException {
        JsonDocument document = AnswerBody.read(body, provider, this::failure);
        throwIfError(document.tree(), document::text);
        JsonObject common = OllamaReplyMapper.reply(document.tree(), id, watch);
        return JsonDocument.parse(common.toString());
    }

    @Override
    public void event(ServerSentEvent event, Consumer<Chunk> out) throws MalformedJsonException {
        StreamedDocuments.each(
                event,
                (data, line) -> {
                    throwIfError(line, () -> data);
                    stream.line(line, out);
                },
                () -> {
                    stream.end(out);
                    out.accept(Chunk.DONE);
                });
    }

    @Override
    public void end(Consumer<Chunk> out) {
        stream.end(out);
    }

    @Override
    public Progress progress() {
        return stream.progress();
    }

    private void throwIfError(JsonObject answer, Supplier<String> text) {
        if (JsonParts.present(answer.get("error"))) {
            throw ErrorInAnswer.exception(text.get(), provider, this::failure);
        }
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return OllamaFailures.failure(provider, reply, call.model());
    }

    @Override
    public List<String> warnings() {
        return watch.warnings();
    }
}
