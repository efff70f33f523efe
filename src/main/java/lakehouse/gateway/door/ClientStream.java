package lakehouse.gateway.door;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import lakehouse.gateway.dispatch.CallLife;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.ledger.CallRecord;
import org.jspecify.annotations.Nullable;

/**
 * The way to the client of a streamed call. The thread of the call writes it, each event flushed by itself; probes write a
 * sign of life between two events. Normally the response is opened with the first event, at the commit point, so that a
 * failure before it has its honest status. A provider that says nothing for long, or a ladder that holds the answer back,
 * would let proxies cut the connection and would hide that the client is gone: then a sign of life opens it, which is no byte
 * of an answer, so that retries and rungs stay possible.
 */
final class ClientStream implements Sink {
    private final Exchange exchange;
    private final CallLife life;
    private final AnswerWriter writer;
    private final SilenceProbe probe;

    /** Not a monitor: before Java 24 a virtual thread that blocks inside one holds its carrier. */
    private final ReentrantLock writing = new ReentrantLock();

    private @Nullable OutputStream out;
    private boolean ended;
    private boolean held;

    /** A sign of life is not what ends a silence. */
    private boolean probing;

    private volatile boolean clientGone;
    private volatile Runnable whenLeft;

    ClientStream(Exchange exchange, CallLife life, AnswerWriter writer, SilenceProbe probe) {
        this.exchange = exchange;
        this.life = life;
        this.writer = writer;
        this.probe = probe;
        whenLeft = life::left;
    }

    /** Says what is to be done when the client turns out to have left while nothing is written to it. */
    void onLeft(Runnable action) {
        whenLeft = action;
    }

    /** Says that all events are there, so that they need not be flushed one by one. */
    void hold() {
        held = true;
    }

    @Override
    public void event(@Nullable String name, String data) throws IOException {
        write((name == null ? "data: " + data + "\n\n" : "event: " + name + "\ndata: " + data + "\n\n")
                .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void comment(String text) throws IOException {
        write((text.isEmpty() ? ":\n\n" : ": " + text + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] bytes) throws IOException {
        if (clientGone) {
            throw new IOException("The client went away.");
        }
        writing.lock();
        try {
            OutputStream open = open();
            open.write(bytes);
            if (!held) {
                open.flush();
            }
            if (!probing) {
                probe.written();
            }
        } finally {
            writing.unlock();
        }
    }

    private OutputStream open() throws IOException {
        OutputStream open = out;
        if (open == null) {
            if (!life.open()) {
                throw new IOException("The call is over already.");
            }
            open = exchange.stream();
            out = open;
            probe.start(this::probe);
        }
        return open;
    }

    /**
     * Opens the response before there is anything to say. The thread of the call may be about to do the same, or to refuse the
     * call: then it is too late.
     */
    void openEarly() {
        probe();
    }

    /** A write that is under way shows by itself whether the client is there. */
    private void probe() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            if (!ended && !clientGone && (out != null || !life.isOver())) {
                open();
                probing = true;
                writer.ping(this);
            }
        } catch (IOException e) {
            clientGone = true;
            whenLeft.run();
        } finally {
            probing = false;
            writing.unlock();
        }
    }

    /** Sends what is still to be flushed. */
    void flush() throws IOException {
        writing.lock();
        try {
            if (out != null) {
                out.flush();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Tells the client that the rest of the answer will never come. */
    void fail(Failure failure, CallRecord call) {
        try {
            held = false;
            writer.failure(failure, call, this);
        } catch (IOException e) {
            // The client left at the same moment; the call has ended as the failure it was.
            clientGone = true;
        }
    }

    /** Whether the client is known to have left. */
    boolean isClientGone() {
        return clientGone;
    }

    /** Ends the stream. After this the server may give its output to another response, so a late probe must not write. */
    void end() {
        probe.stop();
        writing.lock();
        try {
            ended = true;
        } finally {
            writing.unlock();
        }
    }
}
