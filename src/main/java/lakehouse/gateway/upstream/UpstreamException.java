package lakehouse.gateway.upstream;

import java.io.IOException;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/** An exchange that broke, with the kind of failure it is and words for it. Carries no stack trace. */
public final class UpstreamException extends IOException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable Clock clock;

    UpstreamException(FailureKind kind, String message, @Nullable IOException cause) {
        this(kind, message, cause, null);
    }

    UpstreamException(FailureKind kind, String message, @Nullable IOException cause, @Nullable Clock clock) {
        super(message, cause);
        this.kind = kind;
        this.clock = clock;
    }

    /** The failure this is, at a provider. */
    public Failure failure(String provider) {
        return new Failure(
                kind,
                "Provider " + provider + " failed: " + getMessage() + ".",
                null,
                provider,
                null,
                clock == null ? null : clock.words());
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
