package lakehouse.gateway.upstream;

import java.io.IOException;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that broke, with the kind of failure it is and words for it. Carries no stack
 * trace, and not the error it was made of, which may quote what the upstream sent.
 */
public final class UpstreamException extends IOException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final @Nullable Clock clock;

    UpstreamException(FailureKind kind, String message) {
        this(kind, message, null);
    }

    UpstreamException(FailureKind kind, String message, @Nullable Clock clock) {
        super(message);
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
