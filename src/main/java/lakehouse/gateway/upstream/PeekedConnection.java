package lakehouse.gateway.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is used again only when it is clean: no byte lies behind the last answer, neither in the library's
 * buffer nor in that of TLS nor in the socket, because such bytes would become the answer of the next call (RFC 9112,
 * section 9.2). Looking does not wait: the library's own check reads with a timeout of a millisecond.
 */
class PeekedConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    /** The library makes three buffers of this size, 8 KiB unless told, for each of thousands of streams. */
    private static final int BUFFER = 1024;

    /** Bytes of a header, or of the line before a chunk. Error pages carry policies of some KiB in one header. */
    private static final int MAX_LINE = 16 * 1024;

    private static final int MAX_HEADERS = 200;
    private static final Http1Config CONFIG = Http1Config.custom()
            .setBufferSize(BUFFER)
            .setMaxLineLength(MAX_LINE)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();

    /** What servers say before they close a connection that was idle for long; no mistake of theirs. */
    private static final String IDLE_TOO_LONG = "HTTP/1.1 408";

    private final AnswerHead head;
    private final Suspects suspects;
    private volatile boolean closed;
    private Timeout socketTimeout = Timeout.DISABLED;

    PeekedConnection(Suspects suspects) {
        this(suspects, new AnswerHead(CONFIG));
    }

    private PeekedConnection(Suspects suspects, AnswerHead head) {
        super(CONFIG, null, null, new AnswerLength(), null, null, null, config -> head);
        this.head = head;
        this.suspects = suspects;
    }

    /** Between two answers nothing may arrive: bytes there would be taken for the next answer. */
    @Override
    public boolean isStale() throws IOException {
        SocketHolder holder = getSocketHolder();
        if (holder == null || !isConsistent()) {
            return true;
        }
        SocketChannel channel = holder.getBaseSocket().getChannel();
        if (channel == null) {
            return super.isStale() || head.hasLeftovers();
        }
        byte[] came = new byte[IDLE_TOO_LONG.length()];
        channel.configureBlocking(false);
        int read;
        try {
            read = channel.read(ByteBuffer.wrap(came));
        } finally {
            channel.configureBlocking(true);
        }
        if (read > 0 && holder.getSSLSocket() == null && !isGoodbye(came, read)) {
            suspect();
        }
        return read != 0;
    }

    /** Compares its first bytes: the rest may come later. */
    private static boolean isGoodbye(byte[] came, int length) {
        return IDLE_TOO_LONG.startsWith(new String(came, 0, length, StandardCharsets.US_ASCII));
    }

    /** Asked when an answer is over and the connection would go back to the pool. */
    @Override
    public boolean isConsistent() {
        if (!super.isConsistent()) {
            return false;
        }
        try {
            if (hasLeftovers()) {
                suspect();
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        if (suspects.none()) {
            return true;
        }
        SocketAddress remote = getRemoteAddress();
        return remote == null || !suspects.has(remote);
    }

    private boolean hasLeftovers() throws IOException {
        if (head.hasLeftovers()) {
            return true;
        }
        SocketHolder holder = getSocketHolder();
        // What TLS has decrypted already; this asks no socket.
        return holder != null
                && holder.getSSLSocket() != null
                && holder.getInputStream().available() > 0;
    }

    /** Under TLS the socket holds more than answers, tickets for instance, so only what is decrypted counts. */
    private boolean hasInput() throws IOException {
        SocketHolder holder = ensureOpen();
        return hasLeftovers()
                || (holder.getSSLSocket() == null && holder.getInputStream().available() > 0);
    }

    private void suspect() {
        SocketAddress remote = getRemoteAddress();
        if (remote != null) {
            suspects.add(remote);
        }
    }

    /** The last look, right before the first byte of the request leaves. */
    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        if (hasInput()) {
            suspect();
            throw new UnaskedBytesException();
        }
        super.sendRequestHeader(request);
    }

    /** A call that is cancelled while its connection opens closes it before there is a socket. */
    @Override
    protected void bind(SocketHolder holder) throws IOException {
        if (closed) {
            holder.getBaseSocket().close();
            throw new InterruptedIOException("the call was given up");
        }
        super.bind(holder);
    }

    @Override
    public @Nullable Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder == null ? null : holder.getSocket();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        socketTimeout = timeout;
    }

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.DISABLED);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(socketTimeout);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }

    @Override
    public void close(CloseMode mode) {
        closed = true;
        super.close(mode);
    }
}
