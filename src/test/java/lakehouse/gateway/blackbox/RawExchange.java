package lakehouse.gateway.blackbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request at a {@link RawUpstream} and the answer to it, byte by byte. What is sent leaves at once. */
public final class RawExchange implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final RawRequest request;
    private volatile @Nullable Exception trouble;

    private RawExchange(Socket socket, InputStream in, RawRequest request) {
        this.socket = socket;
        this.in = in;
        this.request = request;
    }

    static RawExchange read(Socket socket) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            return new RawExchange(socket, in, RawRequest.read(in));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** What the gateway sent. */
    public RawRequest request() {
        return request;
    }

    /** Sends bytes as they are. */
    public RawExchange send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a text as UTF-8, as it is. */
    public RawExchange send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends a whole answer and closes.
     *
     * @param headers further header lines, such as {@code Retry-After: 3}
     */
    public void reply(int status, String contentType, String body, String... headers) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        send("HTTP/1.1 " + status + " Status\r\nContent-Type: " + contentType + "\r\n" + lines(headers)
                + "Content-Length: " + bytes.length + "\r\nConnection: close\r\n\r\n");
        send(bytes);
        close();
    }

    /** Sends the head of an event stream in HTTP chunks. */
    public RawExchange startStream(String... headers) throws IOException {
        return send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n" + lines(headers)
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    /** Sends one HTTP chunk. */
    public RawExchange chunk(byte[] bytes) throws IOException {
        var head = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        var chunk = new byte[head.length + bytes.length + 2];
        System.arraycopy(head, 0, chunk, 0, head.length);
        System.arraycopy(bytes, 0, chunk, head.length, bytes.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return send(chunk);
    }

    /** Sends one HTTP chunk of UTF-8. */
    public RawExchange chunk(String text) throws IOException {
        return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one event in one HTTP chunk. */
    public RawExchange event(String data) throws IOException {
        return chunk("data: " + data + "\n\n");
    }

    /** Ends the body in order and closes. */
    public void endStream() throws IOException {
        send("0\r\n\r\n");
        close();
    }

    /** Sends {@code [DONE]}, ends the body in order and closes. */
    public void done() throws IOException {
        event("[DONE]");
        endStream();
    }

    /** Breaks the connection with a TCP reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits for the gateway to close the connection; false when it is still open after the given time. */
    public boolean closedWithin(Duration patience) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    void note(Exception error) {
        trouble = error;
    }

    /** What stopped the script of this exchange; null when nothing did. */
    public @Nullable Exception trouble() {
        return trouble;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
