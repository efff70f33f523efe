package lakehouse.gateway.toy;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.ChunkWriter;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.FailureClassifier;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.upstream.ServerSentEvent;
import lakehouse.gateway.upstream.UpstreamRequest;

/** A vendor that is asked {@code {"model","question"}} and answers in words: a text, or an event for each and {@code end}. */
final class ToyDialect implements Dialect {
    @Override
    public String name() {
        return "toy";
    }

    @Override
    public ChatTranslator translator(ProviderSettings provider, Inquiry inquiry) {
        return new Translator(provider, inquiry);
    }

    private record Translator(ProviderSettings provider, Inquiry inquiry, ChunkWriter chunks)
            implements ChatTranslator {
        Translator(ProviderSettings provider, Inquiry inquiry) {
            this(provider, inquiry, new ChunkWriter("toy", 0, inquiry.model()));
        }

        @Override
        public UpstreamRequest request() {
            JsonObject last = inquiry.body().value("messages").asJsonArray().getJsonObject(0);
            JsonObject body = JsonParts.object()
                    .add("model", inquiry.model())
                    .add("question", last.getString("content"))
                    .build();
            return new UpstreamRequest(URI.create("http://" + provider.id() + ".test/ask"), Map.of(), document(body));
        }

        @Override
        public JsonDocument reply(byte[] body) {
            return document(JsonParts.object()
                    .add(
                            "choices",
                            JsonParts.array()
                                    .add(JsonParts.object()
                                            .add("index", 0)
                                            .add("finish_reason", "stop")
                                            .add(
                                                    "message",
                                                    JsonParts.object()
                                                            .add("role", "assistant")
                                                            .add("content", new String(body, StandardCharsets.UTF_8)))))
                    .build());
        }

        @Override
        public void event(ServerSentEvent event, Consumer<Chunk> out) {
            if ("end".equals(event.name())) {
                out.accept(chunks.finish("stop", null, "", null));
                out.accept(Chunk.DONE);
            } else {
                out.accept(chunks.token("{\"content\":" + JsonParts.quoted(event.data()) + "}"));
            }
        }

        @Override
        public Failure failure(UpstreamReply reply) {
            return FailureClassifier.failure(provider, reply);
        }

        private static JsonDocument document(JsonValue value) {
            try {
                return JsonDocument.parse(value.toString());
            } catch (MalformedJsonException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
