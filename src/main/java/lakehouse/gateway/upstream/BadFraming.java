package lakehouse.gateway.upstream;

import org.apache.hc.core5.http.HttpException;

/** An answer that breaks a rule of HTTP. Its words are the gateway's own: what an upstream sends may hold the key. */
final class BadFraming extends HttpException {
    private static final long serialVersionUID = 1L;

    /** @param words continue the sentence "it ..." */
    BadFraming(String words) {
        super(words);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
