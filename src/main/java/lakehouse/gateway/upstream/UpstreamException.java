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
    private final boolean begun;

    private UpstreamException(FailureKind kind, String message, @Nullable Clock clock, boolean begun) {
        super(message);
        this.kind = kind;
        this.clock = clock;
        this.begun = begun;
    }

    /** Before any answer was begun. */
    static UpstreamException before(FailureKind kind, String message) {
        return new UpstreamException(kind, message, null, false);
    }

    /** A clock ran out. */
    static UpstreamException timeout(Clock clock) {
        return new UpstreamException(
                FailureKind.UPSTREAM_TIMEOUT, "the " + clock.words() + " clock ran out", clock, false);
    }

    /** An answer was begun, and is none, or none that can be read. */
    static UpstreamException broken(String message) {
        return new UpstreamException(FailureKind.UPSTREAM_ERROR, message, null, true);
    }

    /** The failure this is, at a provider. */
    public Failure failure(String provider) {
        return new Failure(
                kind,
                "Provider " + provider + " failed: " + getMessage() + ".",
                null,
                provider,
                null,
                clock == null ? null : clock.words(),
                begun);
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
