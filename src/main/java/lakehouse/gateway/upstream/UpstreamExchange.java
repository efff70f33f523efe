package lakehouse.gateway.upstream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.jspecify.annotations.Nullable;

/** A request that is on its way and the answer to it. For one thread; {@link #abort()} may come from any. */
public final class UpstreamExchange implements Closeable {
    private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

    private final HttpPost request;
    private final ClassicHttpResponse response;
    private final CallClocks clocks;
    private boolean whole;

    UpstreamExchange(HttpPost request, ClassicHttpResponse response, CallClocks clocks) {
        this.request = request;
        this.response = response;
        this.clocks = clocks;
    }

    /** HTTP status of the answer. */
    public int status() {
        return response.getCode();
    }

    /** A header of the answer; null when it is not there. */
    public @Nullable String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** {@code Retry-After} as a caller may be told it; null when there is none, or none that can be read. */
    public @Nullable String retryAfter() {
        return RetryAfter.told(header("Retry-After"), Instant.now());
    }

    /** The upstream's id of the request, in the first of these headers that holds one; null when none does. */
    public @Nullable String requestId(List<String> names) {
        for (String name : names) {
            String id = EchoedHeaders.id(header(name));
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /** What the upstream says of its rate limits, by the headers' names in small letters; nothing that is no such thing. */
    public Map<String, String> limits() {
        return EchoedHeaders.limits(response);
    }

    /** The clocks of this attempt. */
    public CallClocks clocks() {
        return clocks;
    }

    /** The body as it arrives. Its errors are {@link UpstreamException}s. */
    public InputStream body() throws IOException {
        InputStream raw = response.getEntity() == null
                ? InputStream.nullInputStream()
                : new WatchedInputStream(response.getEntity().getContent(), this);
        String encoding = header("Content-Encoding");
        if (encoding == null || encoding.isBlank() || "identity".equalsIgnoreCase(encoding)) {
            return raw;
        }
        // The gateway asks for no compression, but some front ends send gzip all the same.
        if (GZIP.contains(encoding.toLowerCase(Locale.ROOT))) {
            return new GZIPInputStream(raw);
        }
        throw UpstreamException.broken("it answered in an encoding other than gzip, which nobody asked for");
    }

    /**
     * The whole body.
     *
     * @param limit bytes allowed
     * @throws IOException when it breaks off or is larger
     */
    public byte[] wholeBody(int limit) throws IOException {
        try (InputStream in = body()) {
            // One byte more than wanted shows that there is more.
            byte[] read = in.readNBytes((int) Math.min(limit, length()) + 1);
            if (read.length > limit) {
                throw UpstreamException.broken("its answer is larger than " + limit + " bytes");
            }
            whole = true;
            return read;
        }
    }

    /** Bytes to come, so that no more memory is taken; without end when only reading tells. */
    private long length() {
        boolean told = response.getEntity() != null
                && response.getEntity().getContentLength() >= 0
                && header("Content-Encoding") == null;
        return told ? response.getEntity().getContentLength() : Long.MAX_VALUE;
    }

    /** Whether the body says where it ends, so that an end before it is an error and not an end. */
    public boolean tellsTheEnd() {
        return response.getEntity() == null
                || response.getEntity().isChunked()
                || response.getEntity().getContentLength() >= 0;
    }

    /** Reads what little may follow an answer's end marker, so that the connection may be used again. */
    public void drain(InputStream rest) {
        clocks.start(Clock.DRAIN);
        try {
            whole = rest.skip(1) == 0 && rest.read() < 0;
        } catch (IOException e) {
            whole = false;
        }
    }

    /** Says that the answer was read to its end, so that the connection may be used again. */
    void readToEnd() {
        whole = true;
    }

    /** What an I/O error of this exchange means, given the clocks. */
    UpstreamException broken(IOException cause) {
        return UpstreamErrors.whileReading(cause, clocks.expired());
    }

    /** Closes the connection at once. */
    public void abort() {
        request.cancel();
    }

    /**
     * Ends the exchange. The connection goes back to the pool when the answer was read to its end, else it is closed:
     * reading on only to save a connection would pay for tokens nobody wants.
     */
    @Override
    public void close() {
        clocks.close();
        if (whole) {
            closeQuietly();
        } else {
            abort();
            if (response instanceof ModalCloseable closeable) {
                closeable.close(CloseMode.IMMEDIATE);
            } else {
                closeQuietly();
            }
        }
    }

    private void closeQuietly() {
        try {
            response.close();
        } catch (IOException e) {
            // The answer is complete or given up: how the connection ends changes neither.
            abort();
        }
    }
}
