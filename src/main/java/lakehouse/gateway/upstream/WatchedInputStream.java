package lakehouse.gateway.upstream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body whose errors say what they mean. Closing it leaves the connection alone: the exchange decides about that. */
final class WatchedInputStream extends FilterInputStream {
    private final UpstreamExchange exchange;

    WatchedInputStream(InputStream in, UpstreamExchange exchange) {
        super(in);
        this.exchange = exchange;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? read : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            int read = super.read(target, offset, length);
            if (read < 0) {
                exchange.readToEnd();
            }
            return read;
        } catch (IOException e) {
            throw exchange.broken(e);
        }
    }

    @Override
    public void close() {
        // See the class comment.
    }
}
