package lakehouse.gateway.blackbox;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client on a plain socket, for requests that no HTTP client would send. One request on one connection. */
final class RawCaller implements AutoCloseable {
    private final URI gateway;
    private final Socket socket;

    RawCaller(URI gateway) throws IOException {
        this.gateway = gateway;
        socket = new Socket(InetAddress.getLoopbackAddress(), gateway.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
    }

    /** Keeps this side from taking more than so many bytes before the other side has to wait. Before {@link #send}. */
    static RawCaller withReceiveBuffer(URI gateway, int bytes) throws IOException {
        var caller = new RawCaller(gateway);
        caller.socket.setReceiveBufferSize(bytes);
        return caller;
    }

    /** Sends the head of a POST of JSON; header lines as they are. */
    RawCaller post(String path, String... headers) throws IOException {
        return send("POST /" + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.getPort()
                + "\r\nContent-Type: application/json\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    /** Sends a text as UTF-8, as it is. */
    RawCaller send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawCaller send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Says that nothing more comes from this side. */
    RawCaller endOfInput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Reads one answer with a {@code Content-Length}. */
    Reply reply() throws IOException {
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        var status = Integer.parseInt(String.valueOf(in.readLine()).split(" ")[1]);
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            headers.put(
                    line.substring(0, line.indexOf(':')),
                    List.of(line.substring(line.indexOf(':') + 1).strip()));
        }
        var reply = new Reply(status, headers, body(in, headers));
        Caller.record(HttpRequest.newBuilder(gateway).build(), status, headers, reply.body());
        return reply;
    }

    private static String body(BufferedReader in, Map<String, List<String>> headers) throws IOException {
        if (!headers.containsKey("Content-Length")) {
            var body = new StringBuilder();
            for (var size = chunkSize(in); size > 0; size = chunkSize(in)) {
                body.append(exactly(in, size));
                in.readLine();
            }
            return body.toString();
        }
        return exactly(in, Integer.parseInt(headers.get("Content-Length").get(0)));
    }

    private static int chunkSize(BufferedReader in) throws IOException {
        return Integer.parseInt(in.readLine().strip(), 16);
    }

    private static String exactly(BufferedReader in, int bytes) throws IOException {
        var body = new char[bytes];
        for (var filled = 0; filled < bytes; ) {
            var read = in.read(body, filled, bytes - filled);
            if (read < 0) {
                throw new IOException("The answer ended after " + filled + " of " + bytes + " bytes.");
            }
            filled += read;
        }
        return new String(new String(body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Reads everything until the other side closes, or says nothing for some seconds. */
    String untilClosed() throws IOException {
        var all = new ByteArrayOutputStream();
        socket.setSoTimeout(6_000);
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketException | SocketTimeoutException end) {
            // Closed with bytes of ours unread, or waiting for more of them.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Waits until the other side closes, whatever it says before; fails after a minute of silence. */
    void awaitClosed() throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException end) {
            // Closed with bytes of ours unread.
        }
    }

    /** Reads one byte of what comes, and waits for it. */
    int read() throws IOException {
        return socket.getInputStream().read();
    }

    /** Breaks the connection with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
