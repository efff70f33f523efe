package lakehouse.gateway.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.hc.client5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that knows without waiting whether the other end has closed it. The library's own check reads with a timeout
 * of a millisecond, which each call on a connection from the pool would take longer.
 */
final class PeekedConnection extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    /** The library makes three buffers of this size, 8 KiB unless told, for each of thousands of streams. */
    private static final Http1Config CONFIG =
            Http1Config.custom().setBufferSize(1024).build();

    private volatile boolean closed;
    private Timeout socketTimeout = Timeout.DISABLED;

    PeekedConnection() {
        super(CONFIG, null, null, null, null, null, null, new DefaultHttpResponseParserFactory(CONFIG));
    }

    /** Between two answers nothing may arrive: bytes there would be taken for the next answer. */
    @Override
    public boolean isStale() throws IOException {
        SocketHolder holder = getSocketHolder();
        SocketChannel channel = holder == null ? null : holder.getBaseSocket().getChannel();
        if (channel == null) {
            return super.isStale();
        }
        channel.configureBlocking(false);
        try {
            return channel.read(ByteBuffer.allocate(1)) != 0;
        } finally {
            channel.configureBlocking(true);
        }
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
