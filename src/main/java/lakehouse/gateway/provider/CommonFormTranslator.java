package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.upstream.ServerSentEvent;
import lakehouse.gateway.upstream.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to a provider whose format is the common form itself: everything passes, only what the gateway decides is
 * changed. Dialects of that family extend it and override the step in which they differ.
 */
public class CommonFormTranslator implements ChatTranslator {
    private static final int STATUS_OF_ERROR_IN_ANSWER = 500;

    /** Settings of the provider asked. */
    protected final ProviderSettings provider;

    /** What the caller wants. */
    protected final ChatCall call;

    /** Made for one attempt. */
    public CommonFormTranslator(ProviderSettings provider, ChatCall call) {
        this.provider = provider;
        this.call = call;
    }

    @Override
    public UpstreamRequest request() {
        JsonEdits edits = new JsonEdits().set("model", call.model());
        edit(edits);
        return new UpstreamRequest(
                provider.resolve("chat/completions"), headers(), call.body().edited(edits));
    }

    /**
     * Adds a dialect's changes to the request's body. Here: {@code provider} goes, because it is the gateway's selector or
     * an object that only OpenRouter knows.
     */
    protected void edit(JsonEdits edits) {
        edits.remove("provider");
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(provider.headers());
        headers.put("Content-Type", "application/json");
        headers.put("Accept", call.stream() ? "text/event-stream" : "application/json");
        headers.put("User-Agent", provider.userAgent());
        if (provider.apiKey() != null) {
            headers.put("Authorization", "Bearer " + provider.apiKey().reveal());
        }
        return headers;
    }

    @Override
    public JsonDocument reply(byte[] body) throws MalformedJsonException {
        JsonDocument document = JsonDocument.parse(body);
        throwIfError(document);
        if (document.firstCharacter("choices") != '[') {
            throw new MalformedJsonException("The answer has no list of choices.");
        }
        return document;
    }

    @Override
    public void event(ServerSentEvent event, Consumer<Chunk> out) throws MalformedJsonException {
        String data = event.data();
        if (data == null || data.isBlank()) {
            return;
        }
        if (data.strip().startsWith("[DONE]")) {
            out.accept(Chunk.DONE);
            return;
        }
        JsonDocument document = JsonDocument.parse(data);
        if ("error".equals(event.name())) {
            throw failure(new UpstreamReply(STATUS_OF_ERROR_IN_ANSWER, provider.redact(data), null, null))
                    .exception();
        }
        throwIfError(document);
        // The Java SDK takes an "error" member for an error whenever it is there, null or not.
        out.accept(Chunk.of(document.edited(new JsonEdits().remove("error"))));
    }

    /** Some front ends commit to status 200 before they know whether the call succeeds. */
    private void throwIfError(JsonDocument document) {
        JsonValue error = document.value("error");
        if (error == null || error == JsonValue.NULL || error == JsonValue.FALSE) {
            return;
        }
        String text = provider.redact(document.text());
        throw failure(new UpstreamReply(status(error), text, null, null)).exception();
    }

    private static int status(@Nullable JsonValue error) {
        if (error instanceof JsonObject object && object.get("code") instanceof jakarta.json.JsonNumber code) {
            int status = code.intValue();
            return status >= 400 && status <= 599 ? status : STATUS_OF_ERROR_IN_ANSWER;
        }
        return STATUS_OF_ERROR_IN_ANSWER;
    }

    @Override
    public Failure failure(UpstreamReply reply) {
        return FailureClassifier.failure(provider, reply);
    }
}
