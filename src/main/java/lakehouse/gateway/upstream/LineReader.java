package lakehouse.gateway.upstream;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that end in LF, CR or CRLF. It looks for line ends in bytes and decodes whole lines only, so a character cut
 * in half by a chunk boundary is whole again. A line is handed out when its end is there, also when CR is the last byte
 * that arrived: waiting for a possible LF would hold the event back.
 */
final class LineReader implements Closeable {
    /** An event is shorter, as a rule, and each of thousands of streams has a buffer. */
    private static final int BUFFER = 1024;

    private final InputStream in;
    private final int maxLine;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private boolean skipLineFeed;

    LineReader(InputStream in, int maxLine) {
        this.in = in;
        this.maxLine = maxLine;
    }

    /** The next line without its end; null at the end of the input. What follows the last line end is a line too. */
    @Nullable
    String next() throws IOException {
        ByteArrayOutputStream pending = null;
        while (true) {
            if (start == end && !fill()) {
                return pending == null ? null : text(pending.toByteArray(), 0, pending.size());
            }
            if (skipLineFeed) {
                skipLineFeed = false;
                if (buffer[start] == '\n') {
                    start++;
                    continue;
                }
            }
            int lineEnd = lineEnd();
            if (lineEnd < end) {
                String line = line(pending, lineEnd);
                skipLineFeed = buffer[lineEnd] == '\r';
                start = lineEnd + 1;
                return line;
            }
            pending = pending == null ? new ByteArrayOutputStream(BUFFER) : pending;
            pending.write(buffer, start, end - start);
            start = end;
            if (pending.size() > maxLine) {
                throw new IOException("a line of the stream is longer than " + maxLine + " bytes");
            }
        }
    }

    private String line(@Nullable ByteArrayOutputStream pending, int lineEnd) throws IOException {
        if (pending == null) {
            return text(buffer, start, lineEnd - start);
        }
        pending.write(buffer, start, lineEnd - start);
        return text(pending.toByteArray(), 0, pending.size());
    }

    private static String text(byte[] bytes, int from, int length) throws IOException {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        // The JDK puts this sign where bytes are no character: an answer in another encoding would pass with holes in
        // it.
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(bytes, from, length)) {
            throw new IOException("a line of the stream is not UTF-8");
        }
        return text;
    }

    private static boolean isUtf8(byte[] bytes, int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private int lineEnd() {
        int at = start;
        while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
            at++;
        }
        return at;
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer, 0, buffer.length);
        start = 0;
        end = Math.max(0, read);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
