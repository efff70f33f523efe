package lakehouse.gateway.dispatch;

import jakarta.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.Progress;
import lakehouse.gateway.provider.Warnings;
import lakehouse.gateway.upstream.Clock;
import lakehouse.gateway.upstream.EventReader;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.ServerSentEvent;
import lakehouse.gateway.upstream.UpstreamException;
import lakehouse.gateway.upstream.UpstreamExchange;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one upstream stream. It ends in order only when every choice that occurred has a finish reason: clients
 * take a stream that merely stops for a complete answer. For one thread.
 */
final class ChunkStream implements Closeable {
    private final String provider;
    private final UpstreamExchange exchange;
    private final ChatTranslator translator;
    private final InputStream body;
    private final EventReader events;
    private final Deque<Chunk> pending = new ArrayDeque<>();
    private final Set<Integer> opened = new HashSet<>();
    private final Set<Integer> finished = new HashSet<>();
    private @Nullable JsonObject usage;
    private boolean token;
    private boolean ended;

    ChunkStream(String provider, UpstreamExchange exchange, Framing framing, ChatTranslator translator)
            throws IOException {
        this(provider, exchange, exchange.body(), framing, translator);
    }

    /** @param body of the exchange, what was looked at already put back */
    ChunkStream(
            String provider, UpstreamExchange exchange, InputStream body, Framing framing, ChatTranslator translator) {
        this.provider = provider;
        this.exchange = exchange;
        this.translator = translator;
        this.body = body;
        this.events = framing.reader(body);
    }

    /**
     * The next chunk; waits for it.
     *
     * @return null when the answer is complete
     * @throws GatewayException when the stream fails, or ends before the answer does
     */
    @Nullable
    Chunk next() {
        if (pending.isEmpty() && !ended && (token || translator.progress() != Progress.ANSWERING)) {
            exchange.clocks().start(clock());
        }
        while (pending.isEmpty() && !ended) {
            Progress before = translator.progress();
            readEvent();
            if (pending.isEmpty() && !ended && translator.progress() != before) {
                // The finish is held back, and what is waited for now is something else.
                exchange.clocks().start(clock());
            }
        }
        Chunk chunk = pending.poll();
        if (chunk != null) {
            note(chunk);
            return chunk;
        }
        if (!complete()) {
            throw failure("its stream ended without a finish reason, so the answer is incomplete");
        }
        return null;
    }

    /** Puts chunks back, which come again next. */
    void unread(List<Chunk> chunks) {
        for (int i = chunks.size() - 1; i >= 0; i--) {
            pending.addFirst(chunks.get(i));
        }
    }

    private Clock clock() {
        return switch (translator.progress()) {
            case ANSWERING, REOPENED -> Clock.IDLE;
            case FINISHED -> Clock.USAGE;
            case COUNTED -> Clock.END;
        };
    }

    private void readEvent() {
        try {
            ServerSentEvent event = events.next();
            if (event == null) {
                requireCertainEnd();
                end();
            } else if (event.data() != null) {
                translator.event(event, this::accept);
            }
        } catch (MalformedJsonException e) {
            // It may have held a part of the answer, so there is no whole answer any more.
            throw failure("an event of its stream could not be read, so the answer is incomplete: " + e.getMessage());
        } catch (GatewayException e) {
            throw e.failure().afterTheBeginning().exception();
        } catch (UpstreamException e) {
            if (!isFinished()) {
                throw e.failure(provider).exception();
            }
            // Complete, only the end marker is missing.
            end();
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()));
        }
    }

    private boolean isFinished() {
        Progress progress = translator.progress();
        return progress == Progress.FINISHED || progress == Progress.COUNTED;
    }

    /** Where only the end of the connection ends a body, it may as well have been cut: then only a finish is an end. */
    private void requireCertainEnd() {
        if (translator.progress() == Progress.REOPENED && !exchange.tellsTheEnd()) {
            throw failure(
                    "its stream went on behind its finish reason and then broke off, so the answer is incomplete");
        }
    }

    private void end() {
        ended = true;
        try {
            translator.end(this::accept);
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("A chunk is valid JSON.", e);
        } catch (GatewayException e) {
            throw e.failure().afterTheBeginning().exception();
        }
    }

    private void accept(Chunk chunk) {
        if (chunk.json() != null) {
            pending.add(chunk);
            return;
        }
        ended = true;
        exchange.drain(body);
    }

    private void note(Chunk chunk) {
        opened.addAll(chunk.opened());
        finished.addAll(chunk.finished());
        token |= chunk.token();
        if (chunk.usage() != null) {
            usage = chunk.usage();
        }
        if (token || complete()) {
            // Until the next chunk is asked for, time passes because the client reads slowly.
            exchange.clocks().pause();
        }
    }

    private boolean complete() {
        return !finished.isEmpty() && finished.containsAll(opened);
    }

    private GatewayException failure(@Nullable String words) {
        String sentence = "Provider " + provider + " failed: " + words;
        return Failure.broken(provider, sentence.endsWith(".") ? sentence : sentence + ".")
                .exception();
    }

    /** What the translator has to say about the answer so far. */
    List<String> warnings() {
        return translator instanceof Warnings warned ? warned.warnings() : List.of();
    }

    /** Lets the rest of the stream take so long at most. */
    void endWithin(Duration time) {
        exchange.clocks().endWithin(time);
    }

    /** The last usage figures seen; null when there were none. */
    @Nullable
    JsonObject usage() {
        return usage;
    }

    @Override
    public void close() {
        exchange.close();
    }
}
