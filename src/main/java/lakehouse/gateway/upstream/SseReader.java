package lakehouse.gateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events as the HTML standard defines them
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation), with one difference: an
 * event whose blank line is missing at the end of the body is handed out too, because some providers end that way.
 */
public final class SseReader implements EventReader {
    /** Bytes allowed in one event. The largest seen in the wild carry an image in base64 and stay well under it. */
    private static final int MAX_EVENT = 16 * 1024 * 1024;

    private final LineReader lines;
    private boolean first = true;

    /** @param body the upstream's body; closed with this reader */
    public SseReader(InputStream body) {
        this.lines = new LineReader(body, MAX_EVENT);
    }

    @Override
    public @Nullable ServerSentEvent next() throws IOException {
        String name = null;
        StringBuilder data = null;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (data != null) {
                    return new ServerSentEvent(name, data.toString(), null);
                }
                name = null;
            } else if (line.charAt(0) == ':') {
                if (data == null && name == null) {
                    return new ServerSentEvent(null, null, line.substring(1).strip());
                }
            } else if (field(line, "data")) {
                data = data == null ? new StringBuilder() : data.append('\n');
                data.append(value(line, "data"));
                if (data.length() > MAX_EVENT) {
                    throw new IOException("an event of the stream is longer than " + MAX_EVENT + " bytes");
                }
            } else if (field(line, "event")) {
                name = value(line, "event");
            }
        }
        return data == null ? null : new ServerSentEvent(name, data.toString(), null);
    }

    private @Nullable String line() throws IOException {
        String line = lines.next();
        if (first && line != null) {
            first = false;
            return line.startsWith("\uFEFF") ? line.substring(1) : line;
        }
        return line;
    }

    private static boolean field(String line, String name) {
        return line.startsWith(name) && (line.length() == name.length() || line.charAt(name.length()) == ':');
    }

    private static String value(String line, String name) {
        int from = Math.min(line.length(), name.length() + 1);
        return line.startsWith(" ", from) ? line.substring(from + 1) : line.substring(from);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
