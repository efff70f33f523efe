package lakehouse.gateway.upstream;

import java.io.IOException;

/** An upstream spoke before it was asked. Nothing of the request has been sent, so another connection may take it. */
final class UnaskedBytesException extends IOException {
    private static final long serialVersionUID = 1L;

    UnaskedBytesException() {
        super("it sent bytes before it was asked");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
