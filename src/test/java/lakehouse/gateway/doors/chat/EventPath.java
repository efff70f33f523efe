package lakehouse.gateway.doors.chat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Dialect;
import lakehouse.gateway.provider.DialectFixtures;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.upstream.EventReader;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.ServerSentEvent;

/** The way of a stream's events from a provider's bytes to the bytes for a client, without a connection at either end. */
public final class EventPath {
    private static final String OPENAI = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1782321902,"model":"m","choices":[{"index":0,\
            "delta":{"%s":" word"},"logprobs":null,"finish_reason":null}]}

            """;
    private static final String ANTHROPIC = """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" word"}}

            """;
    private static final String ANTHROPIC_START = """
            event: message_start
            data: {"type":"message_start","message":{"model":"m","id":"msg_01","role":"assistant","content":[]}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            """;
    private static final String OLLAMA = """
            {"model":"m","created_at":"2023-08-04T08:52:19.385406455-07:00","message":{"role":"assistant","content":" word"},"done":false}
            """;

    private static final Map<String, String> EVENTS = Map.of(
            "openai", OPENAI.formatted("content"),
            "kimi", OPENAI.formatted("reasoning_content"),
            "openrouter", OPENAI.formatted("reasoning"),
            "anthropic", ANTHROPIC,
            "ollama", OLLAMA);

    private final Dialect dialect;
    private final ProviderSettings provider;
    private final Framing framing;
    private final Inquiry call;
    private final byte[] body;
    private long written;

    /**
     * A stream.
     *
     * @param name of the dialect
     * @param count of events that each hold a word
     */
    public EventPath(String name, int count) {
        dialect = DialectFixtures.named(name);
        provider = ProviderSettings.read(
                MapSettings.withProvider("p")
                        .set("gateway.provider.p.dialect", name)
                        .set("gateway.provider.p.surface", name.equals("ollama") ? "native" : "openai")
                        .settings(),
                "p");
        framing = name.equals("ollama") ? Framing.NDJSON : Framing.SSE;
        call = Inquiry.chat(request(), "m", true);
        String start = name.equals("anthropic") ? ANTHROPIC_START : "";
        body = (start + EVENTS.get(name).repeat(count)).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonDocument request() {
        try {
            return JsonDocument.parse("{\"messages\":[],\"tools\":[],\"stream\":true}");
        } catch (MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the stream along the whole way. Returns the bytes written so far. */
    public long run() {
        ChatTranslator translator = dialect.translator(provider, call);
        try (EventReader events = framing.reader(new ByteArrayInputStream(body))) {
            for (ServerSentEvent event = events.next(); event != null; event = events.next()) {
                translator.event(
                        event,
                        chunk -> written += ("data: " + chunk.json() + "\n\n").getBytes(StandardCharsets.UTF_8).length);
            }
        } catch (IOException | MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
        return written;
    }
}
