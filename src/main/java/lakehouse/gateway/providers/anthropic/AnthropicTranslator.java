package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
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
import lakehouse.gateway.provider.Progress;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.provider.StreamedDocuments;
import lakehouse.gateway.provider.UpstreamHeaders;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.provider.Warnings;
import lakehouse.gateway.upstream.ServerSentEvent;
import lakehouse.gateway.upstream.UpstreamRequest;

/** Speaks the Messages API. */
final class AnthropicTranslator implements ChatTranslator, Warnings {
    /** The version of the API that the mappers know. */
    static final String VERSION = "2023-06-01";

    private static final int STATUS_OF_AN_ERROR_IN_WORDS = 500;

    private final ProviderSettings provider;
    private final Inquiry call;
    private final ReasoningMemory memory;
    private final AnswerWatch watch;
    private final AnthropicStream stream;
    private final AnthropicRepairs repairs = new AnthropicRepairs();
    private final AnthropicNames names = new AnthropicNames(repairs);
    private final AnthropicGivenNames given = new AnthropicGivenNames(names);

    AnthropicTranslator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        this.provider = provider;
        this.call = call;
        this.memory = memory;
        this.watch = AnswerWatch.of(provider, call, memory);
        this.stream = new AnthropicStream(call, watch);
    }

    @Override
    public UpstreamRequest request() {
        return new UpstreamRequest(
                provider.resolveBesideVersion("v1/messages"),
                headers(),
                new AnthropicRequestMapper(provider, call, names, repairs).request(watch.limit(), memory));
    }

    private Map<String, String> headers() {
        Map<String, String> headers =
                UpstreamHeaders.plain(provider, call.stream() ? "text/event-stream" : "application/json");
        headers.putIfAbsent("anthropic-version", VERSION);
        if (provider.apiKey() != null) {
            headers.put("x-api-key", provider.apiKey().reveal());
        }
        return headers;
    }

    @Override
    public JsonDocument reply(byte[] body) throws MalformedJsonException {
        JsonDocument document = AnswerBody.read(body, provider, this::failure);
        throwIfError(document.tree(), document::text);
        JsonObject common = AnthropicReplyMapper.reply(given.reply(document.tree()), watch);
        return JsonDocument.parse(common.toString());
    }

    @Override
    public void event(ServerSentEvent event, Consumer<Chunk> out) throws MalformedJsonException {
        String words = event.data();
        if ("error".equals(event.name()) && words != null && words.indexOf('{') < 0) {
            throw failure(new UpstreamReply(STATUS_OF_AN_ERROR_IN_WORDS, provider.redact(words), null, null))
                    .exception();
        }
        StreamedDocuments.each(
                event,
                (data, said) -> {
                    throwIfError(said, () -> data);
                    for (JsonObject read : given.events(said)) {
                        stream.event(read, event.name(), out);
                    }
                },
                () -> stream.done(out));
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
        if ("error".equals(JsonParts.string(answer, "type")) || JsonParts.present(answer.get("error"))) {
            throw failure(new UpstreamReply(AnthropicErrors.status(answer), provider.redact(text.get()), null, null))
                    .exception();
        }
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return AnthropicErrors.failure(provider, reply);
    }

    @Override
    public List<String> warnings() {
        List<String> all = repairs.all();
        all.addAll(watch.warnings());
        return all;
    }
}
