package lakehouse.gateway.chat;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.ChatCall;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.provider.Warnings;
import lakehouse.gateway.routing.Plan;
import lakehouse.gateway.routing.Route;
import lakehouse.gateway.upstream.Cancellation;
import lakehouse.gateway.upstream.ClockLimits;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.Upstream;
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
    private final ClockLimits clocks;
    private final boolean holds;
    private final @Nullable UsabilityCheck usability;
    private final RunningAttempt running;
    private Framing framing = Framing.SSE;

    Attempt(Plan plan, ChatRequest request, RunningAttempt running) {
        Route route = running.route();
        this.running = running;
        provider = route.provider().settings();
        call = new ChatCall(request.body(), route.model(), request.stream());
        translator = route.provider().dialect().translator(provider, call);
        clocks = call.stream() ? plan.clocks(route) : plan.clocks(route).forWholeAnswer();
        holds = plan.holds();
        usability = plan.ladder() == null ? null : new UsabilityCheck(request.body());
    }

    /**
     * Sends the request.
     *
     * @param deadline when the call must be over, in the terms of {@link lakehouse.gateway.threads.Timer#now()}
     * @param cancellation aborts the attempt
     */
    Answer send(Upstream upstream, long deadline, Cancellation cancellation) {
        UpstreamExchange exchange = open(upstream, deadline, cancellation);
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

    private UpstreamExchange open(Upstream upstream, long deadline, Cancellation cancellation) {
        try {
            UpstreamRequest request = translator.request();
            framing = request.framing();
            return upstream.open(request, clocks, deadline, drain(), cancellation);
        } catch (UpstreamException e) {
            throw failed(e);
        }
    }

    /** An answer in one piece that nobody waits for any more tells what it cost at its end only. */
    private Duration drain() {
        return !call.stream() && provider.onDisconnect().drains()
                ? provider.onDisconnect().time()
                : Duration.ZERO;
    }

    private Answer answer(UpstreamExchange exchange) throws IOException {
        if (exchange.status() < 200 || exchange.status() > 299) {
            throw translator.failure(errorReply(exchange)).exception();
        }
        running.limits(exchange.limits());
        if (!call.stream()) {
            return whole(exchange.wholeBody(MAX_REPLY));
        }
        if (!isWhole(exchange.header("Content-Type"))) {
            return streamed(new ChunkStream(provider.id(), exchange, framing, translator));
        }
        // Some front ends call everything JSON.
        PushbackInputStream body = new PushbackInputStream(exchange.body());
        return beginsAsJson(body)
                ? whole(body.readNBytes(MAX_REPLY))
                : streamed(new ChunkStream(provider.id(), exchange, body, framing, translator));
    }

    private static boolean beginsAsJson(PushbackInputStream body) throws IOException {
        int first = body.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = body.read();
        }
        if (first >= 0) {
            body.unread(first);
        }
        return first < 0 || first == '{' || first == '[';
    }

    private UpstreamReply errorReply(UpstreamExchange exchange) throws IOException {
        String text = new String(exchange.wholeBody(MAX_ERROR), StandardCharsets.UTF_8);
        return new UpstreamReply(
                exchange.status(),
                provider.redact(text),
                exchange.retryAfter(),
                exchange.requestId(REQUEST_ID_HEADERS),
                exchange.limits());
    }

    private boolean isWhole(@Nullable String contentType) {
        return contentType != null && framing.isWhole(contentType.toLowerCase(Locale.ROOT));
    }

    private Answer whole(byte[] body) {
        try {
            JsonDocument document = translator.reply(body);
            if (call.stream()) {
                throw failed(FailureKind.UPSTREAM_BROKEN, "it answered in one piece, though a stream was asked for");
            }
            if (usability != null) {
                usability.see(document.tree());
                requireUsable(usability);
            }
            return new Answer.Whole(document, translator instanceof Warnings warned ? warned.warnings() : List.of());
        } catch (GatewayException e) {
            throw Failures.spent(e);
        } catch (MalformedJsonException e) {
            throw failed(FailureKind.UPSTREAM_BROKEN, "its answer is no chat completion. " + e.getMessage());
        }
    }

    private Answer streamed(ChunkStream stream) {
        return holds ? held(stream) : started(stream);
    }

    /** Chunks without a token are held: until the commit point a failure can still be an honest status. */
    private Answer started(ChunkStream stream) {
        Queue<Chunk> head = new ArrayDeque<>();
        Chunk chunk;
        do {
            chunk = stream.next();
            if (chunk != null) {
                head.add(chunk);
            }
        } while (chunk != null && !chunk.token());
        if (chunk != null) {
            running.answering();
        }
        return new Answer.Streamed(head, stream, running);
    }

    private Answer held(ChunkStream stream) {
        HeldEvents events = new HeldEvents(MAX_REPLY);
        boolean answering = false;
        for (Chunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
            if (chunk.token() && !answering) {
                answering = true;
                running.answering();
            }
            String json = String.valueOf(chunk.json());
            if (!events.add(json)) {
                throw failed(FailureKind.UPSTREAM_BROKEN, "its answer is larger than " + MAX_REPLY + " bytes");
            }
            see(json);
        }
        if (usability != null) {
            requireUsable(usability);
        }
        return new Answer.Held(events, stream.usage(), stream.warnings());
    }

    private void see(String json) {
        try {
            if (usability != null) {
                usability.see(JsonSyntax.object(json));
            }
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("A chunk is valid JSON.", e);
        }
    }

    private void requireUsable(UsabilityCheck check) {
        String problem = check.problem();
        if (problem != null) {
            throw failed(FailureKind.UNUSABLE_ANSWER, problem);
        }
    }

    private GatewayException failed(IOException cause) {
        return cause instanceof UpstreamException known
                ? known.failure(provider.id()).exception()
                : failed(FailureKind.UPSTREAM_BROKEN, "its answer broke off (" + cause.getMessage() + ")");
    }

    private GatewayException failed(FailureKind kind, String words) {
        return Failure.at(kind, provider.id(), "Provider " + provider.id() + " failed: " + words + ".")
                .exception();
    }
}
