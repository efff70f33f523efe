package lakehouse.gateway.upstream;

import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;

/**
 * Where the body of an answer ends, in one reading only: two lengths, or a length beside an encoding that has its own end,
 * are what response splitting is made of (RFC 9112, sections 6.1 and 6.3).
 */
final class AnswerLength implements ContentLengthStrategy {
    /** As many digits as a long surely holds. */
    private static final int MOST_DIGITS = 18;

    @Override
    public long determineLength(HttpMessage message) throws HttpException {
        int lengths = message.countHeaders(HttpHeaders.CONTENT_LENGTH);
        int encodings = message.countHeaders(HttpHeaders.TRANSFER_ENCODING);
        if (lengths > 1) {
            throw new BadFraming("it gave the length of its answer twice");
        }
        if (lengths + encodings > 1) {
            throw new BadFraming("it gave two statements of where its answer ends");
        }
        if (encodings == 1) {
            String value = message.getFirstHeader(HttpHeaders.TRANSFER_ENCODING).getValue();
            if (!"chunked".equalsIgnoreCase(value)) {
                throw new BadFraming("it answered in a transfer encoding other than chunked");
            }
            return CHUNKED;
        }
        return lengths == 0
                ? UNDEFINED
                : length(message.getFirstHeader(HttpHeaders.CONTENT_LENGTH).getValue());
    }

    private static long length(String value) throws BadFraming {
        if (value.isEmpty()
                || value.length() > MOST_DIGITS
                || !value.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new BadFraming("it gave a Content-Length that is no number");
        }
        return Long.parseLong(value);
    }
}
