package lakehouse.gateway.blackbox;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came over the wire.
 *
 * @param line the request line
 * @param headers the header lines as they were sent, in order
 * @param body the body's bytes, without chunk frames
 */
public record RawRequest(String line, List<String> headers, byte[] body) {

    /** Reads one request, as a server does. */
    static RawRequest read(InputStream in) throws IOException {
        var line = line(in);
        var headers = new java.util.ArrayList<String>();
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        var head = new RawRequest(line, List.copyOf(headers), new byte[0]);
        return new RawRequest(line, head.headers, body(in, head));
    }

    private static byte[] body(InputStream in, RawRequest head) throws IOException {
        if (!"chunked".equalsIgnoreCase(head.header("Transfer-Encoding"))) {
            var length = head.header("Content-Length");
            return length == null ? new byte[0] : exactly(in, Integer.parseInt(length));
        }
        var body = new ByteArrayOutputStream();
        for (var size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.writeBytes(exactly(in, size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].strip(), 16);
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The request ended after " + bytes.length + " of " + length + " bytes.");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection ended in a line.");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** A header's value; null when it is not there. */
    public @Nullable String header(String name) {
        var prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(header -> header.substring(prefix.length()).strip())
                .findFirst()
                .orElse(null);
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonObject json() {
        return Reply.parse(text());
    }

    /** Everything but the body, to compare two requests. */
    public String head() {
        return line + "\n" + String.join("\n", headers);
    }
}
