package lakehouse.gateway.chat;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLog;
import lakehouse.gateway.provider.Chunk;

/**
 * Writes a stream to the client, each event flushed by itself. Past the commit point a failure becomes an error event with
 * no finish chunk and no {@code [DONE]} after it, which OpenAI's SDKs raise as an error.
 */
final class StreamRelay implements StreamingOutput {
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Answer.Streamed answer;
    private final List<String> told;
    private final Call call;
    private final ChatDispatch dispatch;
    private final SilenceProbe probe;

    /** Not a monitor: before Java 24 a virtual thread that blocks inside one holds its carrier. */
    private final ReentrantLock writing = new ReentrantLock();

    private volatile boolean clientGone;
    private boolean ended;

    /** @param told warnings that the headers hold already */
    StreamRelay(Answer.Streamed answer, List<String> told, Call call, ChatDispatch dispatch, SilenceProbe probe) {
        this.answer = answer;
        this.told = told;
        this.call = call;
        this.dispatch = dispatch;
        this.probe = probe;
    }

    @Override
    public void write(OutputStream out) {
        try (ChunkStream rest = answer.rest()) {
            probe.start(() -> probe(out));
            relay(out, rest);
        } catch (IOException e) {
            clientGone = true;
            CallLog.clientGone(call, true);
        } finally {
            probe.stop();
            end();
        }
    }

    /** After this the server may give the output to another response, so a late probe must not write. */
    private void end() {
        writing.lock();
        try {
            ended = true;
        } finally {
            writing.unlock();
        }
    }

    private void relay(OutputStream out, ChunkStream rest) throws IOException {
        try {
            for (Chunk chunk : answer.head()) {
                write(out, event(String.valueOf(chunk.json())));
            }
            for (Chunk chunk = rest.next(); chunk != null; chunk = rest.next()) {
                write(out, event(String.valueOf(chunk.json())));
            }
            call.used(rest.usage());
            for (String warning : rest.warnings()) {
                if (!told.contains(warning)) {
                    write(out, (": x-gateway-warning: " + warning + "\n\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            write(out, DONE);
            dispatch.ended(call);
            CallLog.answered(call, true);
        } catch (GatewayException e) {
            if (clientGone) {
                throw new IOException("The client went away.", e);
            }
            call.used(rest.usage());
            dispatch.ended(call, e.failure());
            CallLog.failed(call, true, e.failure());
            write(
                    out,
                    event(FailureRenderer.envelope(e.failure(), call.requestId(), call.attempts())
                            .toString()));
        }
    }

    private static byte[] event(String data) {
        return ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void write(OutputStream out, byte[] event) throws IOException {
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
            if (!ended && !clientGone) {
                out.write(COMMENT);
                out.flush();
            }
        } catch (IOException e) {
            clientGone = true;
            answer.rest().abort();
        } finally {
            writing.unlock();
        }
    }
}
