package lakehouse.gateway.faults;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One request at a {@link FaultyUpstream} and the answer to it, byte by byte. What is sent leaves at once. */
final class Exchange {
    private final Socket socket;
    private final InputStream in;
    private final String provider;
    private final JsonObject body;
    private final long arrivedAt = System.nanoTime();
    private int number;
    private boolean kept;

    private Exchange(Socket socket, InputStream in, String provider, JsonObject body) {
        this.socket = socket;
        this.in = in;
        this.provider = provider;
        this.body = body;
    }

    /** Reads a request; fails when the connection ends instead. */
    static Exchange read(Socket socket, InputStream in) throws IOException {
        var start = line(in).split(" ");
        var path = start[1];
        var length = 0;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (start[0].equals("GET")) {
            // It is there, and has no list of models.
            socket.getOutputStream()
                    .write("HTTP/1.1 404 None\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return read(socket, in);
        }
        var text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        try (var reader = Json.createReader(new StringReader(text))) {
            return new Exchange(socket, in, path.split("/")[1], reader.readObject());
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection ended.");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    String provider() {
        return provider;
    }

    String model() {
        return body.getString("model");
    }

    JsonObject body() {
        return body;
    }

    boolean isStream() {
        return body.getBoolean("stream", false);
    }

    /** Which request of this provider and model it is, from 1. */
    int number() {
        return number;
    }

    void number(int value) {
        number = value;
    }

    /** When the request was here, in {@link System#nanoTime()} terms. */
    long arrivedAt() {
        return arrivedAt;
    }

    /** Leaves the connection open for another request after this one. */
    Exchange keep() {
        kept = true;
        return this;
    }

    boolean isKept() {
        return kept;
    }

    /** Sends bytes as they are. */
    Exchange raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends text as it is. */
    Exchange raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a whole answer. */
    void reply(int status, String type, byte[] content, String... headers) throws IOException {
        raw(head(status, type, headers) + "Content-Length: " + content.length + "\r\n\r\n");
        raw(content);
    }

    /** Sends a whole answer. */
    void reply(int status, String type, String content, String... headers) throws IOException {
        reply(status, type, content.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Sends a whole JSON answer. */
    void json(int status, String content, String... headers) throws IOException {
        reply(status, "application/json", content, headers);
    }

    /** Sends the head of a stream, whose body comes in HTTP chunks. */
    Exchange stream(String... headers) throws IOException {
        return raw(head(200, "text/event-stream", headers) + "Transfer-Encoding: chunked\r\n\r\n");
    }

    private String head(int status, String type, String... headers) {
        return "HTTP/1.1 " + status + " Status\r\nContent-Type: " + type + "\r\n"
                + (kept ? "" : "Connection: close\r\n")
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
    }

    /** Sends bytes as one HTTP chunk. */
    Exchange chunk(byte[] bytes) throws IOException {
        var frame = new java.io.ByteArrayOutputStream();
        frame.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(bytes);
        frame.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return raw(frame.toByteArray());
    }

    /** Sends an event, or more than one, as one HTTP chunk. */
    Exchange event(String... data) throws IOException {
        return chunk(("data: " + String.join("\n\ndata: ", data) + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Ends a stream's body in order. */
    void end() throws IOException {
        raw("0\r\n\r\n");
    }

    /** Breaks the connection with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits for the gateway to hang up; false when it has not after the given time. */
    boolean hungUpWithin(Duration patience) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }
}
