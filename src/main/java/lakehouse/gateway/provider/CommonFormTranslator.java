package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.upstream.ServerSentEvent;
import lakehouse.gateway.upstream.UpstreamRequest;

/**
 * Speaks to a provider whose format is the common form itself: everything passes, only what the gateway decides is
 * changed. Dialects of that family extend it and override the step in which they differ.
 */
public class CommonFormTranslator implements ChatTranslator, Warnings {
    /** Settings of the provider asked. */
    protected final ProviderSettings provider;

    /** What the caller wants. */
    protected final Inquiry call;

    /** What models thought in earlier turns. */
    protected final ReasoningMemory memory;

    /** Sees the answer on its way. */
    protected final AnswerWatch watch;

    private final CommonChunks chunks;

    /** Made for one attempt. */
    public CommonFormTranslator(ProviderSettings provider, Inquiry call, ReasoningMemory memory) {
        this.provider = provider;
        this.call = call;
        this.memory = memory;
        this.watch = AnswerWatch.of(provider, call, memory);
        this.chunks = new CommonChunks(call, watch);
    }

    @Override
    public UpstreamRequest request() {
        JsonEdits edits = new JsonEdits().set("model", call.model());
        limit(edits);
        if ((rewritesMessages() || !memory.isEmpty()) && call.body().value("messages") instanceof JsonArray messages) {
            JsonArray mapped = messages(
                    ReasoningReplay.messages(messages, provider.id(), memory, this::assistant, demandsThoughts()));
            if (mapped != messages) {
                edits.set("messages", mapped);
            }
        }
        edit(edits);
        return new UpstreamRequest(
                provider.resolve("chat/completions"),
                UpstreamHeaders.bearer(provider, call.stream() ? "text/event-stream" : "application/json"),
                call.body().edited(edits));
    }

    private void limit(JsonEdits edits) {
        TokenLimit limit = watch.limit();
        if (limit.sent() != null && limit.differsFrom(call.body())) {
            edits.set(limit.field() == null ? limitField() : limit.field(), JsonParts.number(limit.sent()));
        }
    }

    /** The request field for a token limit that the caller did not give. */
    protected String limitField() {
        return TokenLimit.CURRENT;
    }

    /** Whether this dialect changes messages as callers send them, beyond what the gateway restores. */
    protected boolean rewritesMessages() {
        return false;
    }

    /**
     * Whether turns that call tools must carry thoughts, so that those of another provider are better than none. Where they
     * are not demanded they may be refused, so a provider gets back only what it thought itself.
     */
    protected boolean demandsThoughts() {
        return false;
    }

    /** The messages as this dialect wants them, reasoning already in place; the same list when nothing changes. */
    protected JsonArray messages(JsonArray messages) {
        return messages;
    }

    /**
     * An assistant message as this dialect wants it. Here: the caller's own stays as it is, and what was restored goes where
     * the provider had it.
     */
    protected JsonObject assistant(JsonObject message, Reasoning reasoning, boolean restored) {
        if (!restored) {
            return message;
        }
        var changed = JsonParts.object(Reasoning.removedFrom(message));
        if (reasoning.field().equals(Reasoning.PLAIN)) {
            changed.add(Reasoning.PLAIN, reasoning.text());
        } else if (!reasoning.text().isEmpty()) {
            changed.add(Reasoning.CONTENT, reasoning.text());
        }
        if (reasoning.details() != null) {
            changed.add(Reasoning.DETAILS, reasoning.details());
        }
        return changed.build();
    }

    /**
     * Adds a dialect's changes to the request's body. Here: {@code provider} goes, because it is the gateway's selector or
     * an object that only OpenRouter knows.
     */
    protected void edit(JsonEdits edits) {
        edits.remove("provider");
    }

    @Override
    public JsonDocument reply(byte[] body) throws MalformedJsonException {
        JsonDocument document = AnswerBody.read(body, provider, this::failure);
        JsonObject tree = document.tree();
        throwIfError(tree, document::text);
        if (!(tree.get("choices") instanceof JsonArray choices)) {
            throw new MalformedJsonException("The answer has no list of choices.");
        }
        JsonArray common = CommonForm.replyChoices(choices);
        for (JsonObject choice : JsonParts.objects(common)) {
            see(choice);
        }
        if (tree.get("usage") instanceof JsonObject usage) {
            watch.usage(usage);
        }
        return common == choices ? document : document.edited(new JsonEdits().set("choices", common));
    }

    private void see(JsonObject choice) {
        int index = CommonForm.index(choice);
        if (choice.get("message") instanceof JsonObject message) {
            watch.part(index, message);
        }
        if (choice.get("finish_reason") instanceof JsonString reason) {
            requireWhole(choice, reason.getString());
            watch.finished(index, reason.getString());
        }
    }

    private void requireWhole(JsonObject choice, String reason) {
        if (reason.equals(FinishReasons.TOOL_CALLS)
                && choice.get("message") instanceof JsonObject message
                && ReplyToolCalls.isCut(message)) {
            throw watch.broken("the arguments of a tool call end in the middle, so the answer is incomplete");
        }
    }

    @Override
    public void event(ServerSentEvent event, Consumer<Chunk> out) throws MalformedJsonException {
        String data = event.data();
        if ("error".equals(event.name()) && data != null && !data.isBlank()) {
            throw inAnswer(data);
        }
        StreamedDocuments.each(event, (text, tree) -> document(text, tree, out), () -> chunks.done(out));
    }

    private void document(String data, JsonObject tree, Consumer<Chunk> out) throws MalformedJsonException {
        throwIfError(tree, () -> data);
        chunks.chunk(data, tree, out);
    }

    @Override
    public void end(Consumer<Chunk> out) throws MalformedJsonException {
        chunks.end(out);
    }

    @Override
    public Progress progress() {
        return chunks.progress();
    }

    private void throwIfError(JsonObject answer, Supplier<String> text) {
        if (ErrorInAnswer.isError(answer)) {
            throw inAnswer(text.get());
        }
        throwIfFinishedByError(answer);
    }

    private GatewayException inAnswer(String text) {
        return ErrorInAnswer.exception(text, provider, this::failure);
    }

    /** A finish reason such as "error" or "abort", without words, is still no complete answer. */
    private void throwIfFinishedByError(JsonObject answer) {
        if (!(answer.get("choices") instanceof JsonArray choices)) {
            return;
        }
        for (JsonValue value : choices) {
            String reason = value instanceof JsonObject choice ? JsonParts.string(choice, "finish_reason") : null;
            if (reason != null && FinishReasons.isBroken(reason)) {
                throw inAnswer("{\"error\":"
                        + JsonParts.quoted("The answer ended with the finish reason \"" + reason
                                + "\", which the provider did not explain.")
                        + "}");
            }
        }
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return FailureClassifier.failure(provider, reply);
    }

    @Override
    public List<String> warnings() {
        return watch.warnings();
    }
}
