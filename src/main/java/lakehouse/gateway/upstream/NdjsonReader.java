package lakehouse.gateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads newline-delimited JSON: each line that is not blank is one item. A last line without its end counts too. */
public final class NdjsonReader implements EventReader {
    private static final int MAX_LINE = 16 * 1024 * 1024;

    private final LineReader lines;
    private boolean first = true;

    /** @param body the upstream's body; closed with this reader */
    public NdjsonReader(InputStream body) {
        this.lines = new LineReader(body, MAX_LINE);
    }

    @Override
    public @Nullable ServerSentEvent next() throws IOException {
        String line = line();
        while (line != null && line.isBlank()) {
            line = line();
        }
        return line == null ? null : new ServerSentEvent(null, line, null);
    }

    private @Nullable String line() throws IOException {
        String line = lines.next();
        boolean marked = first && line != null && line.startsWith("\uFEFF");
        first = false;
        return marked && line != null ? line.substring(1) : line;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
