package lakehouse.gateway.upstream;

import java.io.IOException;
import lakehouse.gateway.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/** An exchange that broke, with the kind of failure it is and words for it. Carries no stack trace. */
public final class UpstreamException extends IOException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    UpstreamException(FailureKind kind, String message, @Nullable IOException cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The row of the failure table. */
    public FailureKind kind() {
        return kind;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
