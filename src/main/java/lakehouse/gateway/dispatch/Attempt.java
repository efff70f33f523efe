package lakehouse.gateway.dispatch;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.DisconnectPolicy;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.UpstreamReply;
import lakehouse.gateway.provider.Warnings;
import lakehouse.gateway.routing.Plan;
import lakehouse.gateway.routing.Route;
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
    private final ChatTranslator translator;
    private final ClockLimits clocks;
    private final boolean holds;
    private final @Nullable UsabilityCheck usability;
    private final RunningAttempt running;
    private final TimeoutWords words;

    Attempt(Plan plan, Inquiry asked, RunningAttempt running, TimeoutWords words) {
        Route route = running.route();
        this.running = running;
        this.words = words;
        provider = route.provider().settings();
        translator = route.provider().dialect().translator(provider, asked.at(route.model()));
        clocks = asked.stream() ? plan.clocks(route) : plan.clocks(route).forWholeAnswer();
        holds = plan.holds();
        usability = plan.ladder() == null ? null : new UsabilityCheck(asked.body());
    }

    /**
     * Asks for an answer in one piece.
     *
     * @param deadline when the call must be over, in the terms of {@link lakehouse.gateway.threads.Time#now()}
     */
    WholeAnswer whole(Upstream upstream, long deadline) {
        // An answer that nobody waits for any more tells what it cost at its end only.
        DisconnectPolicy policy = provider.onDisconnect();
        UpstreamRequest request = translator.request();
        try (UpstreamExchange exchange =
                open(upstream, request, deadline, policy.drains() ? policy.time() : Duration.ZERO)) {
            requireGood(exchange);
            WholeAnswer answer = whole(exchange.wholeBody(MAX_REPLY));
            running.answered(Usage.of(answer.document().value("usage") instanceof JsonObject usage ? usage : null));
            return answer;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Asks for a stream. */
    AnswerStream stream(Upstream upstream, long deadline) {
        UpstreamRequest request = translator.request();
        UpstreamExchange exchange = open(upstream, request, deadline, Duration.ZERO);
        AnswerStream answer = null;
        try {
            requireGood(exchange);
            ChunkStream chunks = chunks(exchange, request.framing());
            answer = holds ? held(chunks) : started(chunks);
            return answer;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            if (answer == null || answer.isHeld()) {
                exchange.close();
            }
        }
    }

    private UpstreamExchange open(Upstream upstream, UpstreamRequest request, long deadline, Duration drain) {
        try {
            return upstream.open(
                    request, clocks, deadline, drain, running.life().cancellation());
        } catch (UpstreamException e) {
            throw failed(e);
        }
    }

    private void requireGood(UpstreamExchange exchange) throws IOException {
        if (exchange.status() < 200 || exchange.status() > 299) {
            throw translator.failure(errorReply(exchange)).exception();
        }
        running.limits(exchange.limits());
    }

    private ChunkStream chunks(UpstreamExchange exchange, Framing framing) throws IOException {
        PushbackInputStream body = new PushbackInputStream(exchange.body());
        int first = firstLetter(body);
        boolean page = first == '<';
        if (page || (isWhole(exchange, framing) && (first < 0 || first == '{' || first == '['))) {
            // It may be an error, or the page of a front end, which says why.
            whole(body.readNBytes(MAX_REPLY));
            throw broken("it answered in one piece, though a stream was asked for");
        }
        return new ChunkStream(provider.id(), exchange, body, framing, translator);
    }

    /** Some front ends call everything JSON, and what begins like it decides. */
    private static boolean isWhole(UpstreamExchange exchange, Framing framing) {
        String contentType = exchange.header("Content-Type");
        return contentType != null && framing.isWhole(contentType.toLowerCase(Locale.ROOT));
    }

    /** The first byte of a body that is no white space, which is not taken out; negative when there is none. */
    private static int firstLetter(PushbackInputStream body) throws IOException {
        int first = body.read();
        while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
            first = body.read();
        }
        if (first >= 0) {
            body.unread(first);
        }
        return first;
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

    private WholeAnswer whole(byte[] body) {
        try {
            JsonDocument document = translator.reply(body);
            if (usability != null) {
                usability.see(document.tree());
                requireUsable(usability);
            }
            return new WholeAnswer(document, translator instanceof Warnings warned ? warned.warnings() : List.of());
        } catch (GatewayException e) {
            throw e.failure().afterTheBeginning().exception();
        } catch (MalformedJsonException e) {
            throw broken("its answer is no chat completion. " + e.getMessage());
        }
    }

    /** Chunks without a token are held: until the commit point a failure can still be an honest status. */
    private AnswerStream started(ChunkStream stream) {
        List<Chunk> head = new ArrayList<>();
        for (Chunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
            head.add(chunk);
            if (chunk.token()) {
                running.answering();
                break;
            }
        }
        stream.unread(head);
        return new LiveStream(stream, running, provider.onDisconnect(), words);
    }

    private AnswerStream held(ChunkStream stream) {
        HeldChunks chunks = new HeldChunks(MAX_REPLY);
        boolean answering = false;
        for (Chunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
            if (chunk.token() && !answering) {
                answering = true;
                running.answering();
            }
            if (!chunks.add(chunk)) {
                throw broken("its answer is larger than " + MAX_REPLY + " bytes");
            }
            see(String.valueOf(chunk.json()));
        }
        if (usability != null) {
            requireUsable(usability);
        }
        running.answered(Usage.of(stream.usage()));
        return new HeldStream(chunks, stream.warnings());
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
            throw Failure.at(FailureKind.UNUSABLE_ANSWER, provider.id(), sentence(problem))
                    .exception();
        }
    }

    private GatewayException failed(IOException cause) {
        return cause instanceof UpstreamException known
                ? known.failure(provider.id()).exception()
                : broken("its answer broke off (" + cause.getMessage() + ")");
    }

    private GatewayException broken(String what) {
        return Failure.broken(provider.id(), sentence(what)).exception();
    }

    private String sentence(String what) {
        return "Provider " + provider.id() + " failed: " + what + ".";
    }
}
