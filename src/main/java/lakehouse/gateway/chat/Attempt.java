package lakehouse.gateway.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.provider.Warnings;
import lakehouse.gateway.routing.Route;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.UpstreamClient;
import lakehouse.gateway.upstream.UpstreamException;
import lakehouse.gateway.upstream.UpstreamExchange;
import lakehouse.gateway.upstream.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/** One request to one provider, up to the commit point. Every way it can go wrong ends in a {@link GatewayException}. */
final class Attempt {
    /** Bytes of an answer that the gateway holds in memory. Images in base64 make answers of some ten MiB. */
    private static final int MAX_REPLY = 64 * 1024 * 1024;

    private static final int MAX_ERROR = 1024 * 1024;
    private static final List<String> REQUEST_ID_HEADERS =
            List.of("x-request-id", "request-id", "x-trace-id", "x-generation-id");

    private final ProviderSettings provider;
    private final ChatCall call;
    private final ChatTranslator translator;
    private Framing framing = Framing.SSE;

    Attempt(Route route, ChatRequest request) {
        provider = route.provider().settings();
        call = new ChatCall(request.body(), route.model(), request.stream());
        translator = route.provider().dialect().translator(provider, call);
    }

    /**
     * Sends the request.
     *
     * @param totalDeadline when the call must be over, in {@link System#nanoTime()} terms
     */
    Answer send(UpstreamClient client, long totalDeadline) {
        UpstreamExchange exchange = open(client, totalDeadline);
        boolean handedOver = false;
        try {
            Answer answer = answer(exchange);
            handedOver = answer instanceof Answer.Streamed;
            return answer;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            if (!handedOver) {
                exchange.close();
            }
        }
    }

    private UpstreamExchange open(UpstreamClient client, long totalDeadline) {
        try {
            UpstreamRequest request = translator.request();
            framing = request.framing();
            return client.open(
                    request,
                    call.stream() ? provider.clocks() : provider.clocks().forWholeAnswer(),
                    totalDeadline);
        } catch (UpstreamException e) {
            throw failed(e);
        }
    }

    private Answer answer(UpstreamExchange exchange) throws IOException {
        if (exchange.status() < 200 || exchange.status() > 299) {
            throw translator.failure(errorReply(exchange)).exception();
        }
        return call.stream() && !isWhole(exchange.header("Content-Type")) ? streamed(exchange) : whole(exchange);
    }

    private UpstreamReply errorReply(UpstreamExchange exchange) throws IOException {
        String text = new String(exchange.wholeBody(MAX_ERROR), StandardCharsets.UTF_8);
        String requestId = null;
        for (String name : REQUEST_ID_HEADERS) {
            requestId = requestId == null ? exchange.header(name) : requestId;
        }
        return new UpstreamReply(exchange.status(), provider.redact(text), exchange.header("Retry-After"), requestId);
    }

    private boolean isWhole(@Nullable String contentType) {
        return contentType != null && framing.isWhole(contentType.toLowerCase(Locale.ROOT));
    }

    private Answer whole(UpstreamExchange exchange) throws IOException {
        try {
            JsonDocument document = translator.reply(exchange.wholeBody(MAX_REPLY));
            if (call.stream()) {
                throw failed("it answered in one piece, though a stream was asked for");
            }
            return new Answer.Whole(document, translator instanceof Warnings warned ? warned.warnings() : List.of());
        } catch (MalformedJsonException e) {
            throw failed("its answer is no chat completion. " + e.getMessage());
        }
    }

    /** Chunks without a token are held: until the commit point a failure can still be an honest status. */
    private Answer streamed(UpstreamExchange exchange) throws IOException {
        ChunkStream stream = new ChunkStream(provider.id(), exchange, framing, translator);
        List<Chunk> head = new ArrayList<>();
        Chunk chunk;
        do {
            chunk = stream.next();
            if (chunk != null) {
                head.add(chunk);
            }
        } while (chunk != null && !chunk.token());
        return new Answer.Streamed(head, stream);
    }

    private GatewayException failed(IOException cause) {
        FailureKind kind = cause instanceof UpstreamException known ? known.kind() : FailureKind.UPSTREAM_ERROR;
        return Failure.at(kind, provider.id(), "Provider " + provider.id() + " failed: " + cause.getMessage() + ".")
                .exception();
    }

    private GatewayException failed(String words) {
        return Failure.at(FailureKind.UPSTREAM_ERROR, provider.id(), "Provider " + provider.id() + " failed: " + words)
                .exception();
    }
}
