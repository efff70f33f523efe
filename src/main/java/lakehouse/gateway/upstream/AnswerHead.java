package lakehouse.gateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of a connection's answers, and remembers the library's buffer, which may hold bytes that came behind an
 * answer. Unlike the library's own parser it skips no garbage before a status line, and it is not kept busy for ever.
 */
final class AnswerHead implements HttpMessageParser<ClassicHttpResponse> {
    /** Interim answers (1xx) to one request; real servers send one or two. */
    private static final int MOST_INTERIM = 16;

    private final DefaultHttpResponseParser parser;
    private @Nullable SessionInputBuffer buffer;
    private int interim;

    /** @param limits bound lines and their number */
    AnswerHead(Http1Config limits) {
        parser = new DefaultHttpResponseParser(limits);
    }

    @Override
    public @Nullable ClassicHttpResponse parse(SessionInputBuffer from, InputStream in)
            throws IOException, HttpException {
        buffer = from;
        ClassicHttpResponse head = parser.parse(from, in);
        if (head == null || head.getCode() >= HttpStatus.SC_SUCCESS) {
            interim = 0;
            return head;
        }
        if (head.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
            throw new BadFraming("it switched to another protocol, which nobody asked for");
        }
        if (++interim > MOST_INTERIM) {
            throw new BadFraming("it sent more than " + MOST_INTERIM + " interim answers");
        }
        return head;
    }

    /** Whether bytes were read from the connection that no answer has taken. */
    boolean hasLeftovers() {
        return buffer != null && buffer.length() > 0;
    }
}
