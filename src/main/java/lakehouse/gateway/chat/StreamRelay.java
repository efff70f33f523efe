package lakehouse.gateway.chat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.DisconnectPolicy;
import lakehouse.gateway.upstream.Cancellation;

/**
 * Writes a stream to the client, each event flushed by itself. Past the commit point a failure becomes an error event with
 * no finish chunk and no {@code [DONE]} after it, which OpenAI's SDKs raise as an error.
 */
final class StreamRelay {
    private final CompletableFuture<Answer> answer;
    private final Call call;
    private final CallEnd end;
    private final Cancellation cancellation;
    private final SilenceProbe probe;

    /** Not a monitor: before Java 24 a virtual thread that blocks inside one holds its carrier. */
    private final ReentrantLock writing = new ReentrantLock();

    private volatile boolean clientGone;
    private volatile Runnable leftAlone;
    private boolean over;

    /** @param answer what is relayed, there already or still to come */
    StreamRelay(
            CompletableFuture<Answer> answer, Call call, CallEnd end, Cancellation cancellation, SilenceProbe probe) {
        this.answer = answer;
        this.call = call;
        this.end = end;
        this.cancellation = cancellation;
        this.probe = probe;
        leftAlone = cancellation::cancel;
    }

    /** Writes the stream and ends the response. Returns when that is done. */
    void writeTo(ChatExchange exchange) {
        try {
            write(exchange.stream());
        } catch (IOException e) {
            clientGone = true;
            cancellation.cancel();
            end.clientGone();
        } finally {
            probe.stop();
            close();
            exchange.end();
        }
    }

    private void write(OutputStream out) throws IOException {
        try {
            if (!answer.isDone()) {
                // The head goes out with it.
                probe(out);
            }
            probe.start(() -> probe(out));
            relay(out, await());
            end.answered();
        } catch (GatewayException e) {
            failed(out, e.failure());
        }
    }

    private Answer await() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof GatewayException known) {
                throw known;
            }
            throw e;
        }
    }

    private void relay(OutputStream out, Answer ready) throws IOException {
        if (ready instanceof Answer.Streamed streamed) {
            try (ChunkStream rest = streamed.rest()) {
                relay(out, streamed, rest);
            }
        } else if (ready instanceof Answer.Held held) {
            writing.lock();
            try {
                held.events().writeTo(out);
            } finally {
                writing.unlock();
            }
            warn(out, held.warnings());
            write(out, SseFormat.DONE);
        }
    }

    /** The headers are long gone, so it is said in comments, which clients that do not look for them skip. */
    private void warn(OutputStream out, List<String> warnings) throws IOException {
        for (String warning : warnings) {
            write(out, SseFormat.comment("x-gateway-warning: " + warning));
        }
    }

    private void relay(OutputStream out, Answer.Streamed streamed, ChunkStream rest) throws IOException {
        RunningAttempt attempt = streamed.attempt();
        DisconnectPolicy policy = attempt.route().provider().settings().onDisconnect();
        if (policy.drains()) {
            leftAlone = () -> rest.endWithin(policy.time());
        }
        try {
            Queue<Chunk> head = streamed.head();
            for (Chunk chunk = head.poll(); chunk != null; chunk = head.poll()) {
                write(out, SseFormat.event(String.valueOf(chunk.json())));
            }
            for (Chunk chunk = rest.next(); chunk != null; chunk = rest.next()) {
                write(out, SseFormat.event(String.valueOf(chunk.json())));
            }
            attempt.answered(rest.usage());
            warn(out, rest.warnings());
            write(out, SseFormat.DONE);
        } catch (GatewayException e) {
            GatewayException told = clientGone ? gone().exception() : attempt.told(e);
            attempt.failed(told.failure());
            throw told;
        } catch (IOException e) {
            if (policy.drains() && drains(rest, policy)) {
                attempt.answered(rest.usage());
            } else {
                attempt.failed(gone());
            }
            throw e;
        }
    }

    /** Reads on for the usage figures alone, and tells whether the stream came to its end in time. */
    private static boolean drains(ChunkStream rest, DisconnectPolicy policy) {
        rest.endWithin(policy.time());
        try {
            for (int left = policy.events(); left > 0; left--) {
                if (rest.next() == null) {
                    return true;
                }
            }
        } catch (GatewayException e) {
            // The client is gone: how the stream failed interests nobody.
            return false;
        }
        return false;
    }

    private static Failure gone() {
        return Failure.of(FailureKind.CLIENT_GONE, "The client went away while the answer was relayed.");
    }

    private void failed(OutputStream out, Failure failure) {
        if (clientGone || failure.kind() == FailureKind.CLIENT_GONE) {
            end.clientGone();
            return;
        }
        end.failed(failure);
        try {
            write(
                    out,
                    SseFormat.error(
                            FailureRenderer.event(failure, call.requestId(), call.attempts(), call.failedTrail())
                                    .toString()));
        } catch (IOException e) {
            // The client left at the same moment; the call has ended as the failure it was.
            clientGone = true;
        }
    }

    private void write(OutputStream out, byte[] event) throws IOException {
        if (clientGone) {
            throw new IOException("The client went away.");
        }
        writing.lock();
        try {
            out.write(event);
            out.flush();
        } finally {
            writing.unlock();
        }
        probe.written();
    }

    /** A write that is under way shows by itself whether the client is there. */
    private void probe(OutputStream out) {
        if (!writing.tryLock()) {
            return;
        }
        try {
            if (!over && !clientGone) {
                out.write(SseFormat.COMMENT);
                out.flush();
            }
        } catch (IOException e) {
            clientGone = true;
            leftAlone.run();
        } finally {
            writing.unlock();
        }
    }

    /** After this the server may give the output to another response, so a late probe must not write. */
    private void close() {
        writing.lock();
        try {
            over = true;
        } finally {
            writing.unlock();
        }
    }
}
