package lakehouse.gateway.failure;

/**
 * Carries a {@link Failure} to the renderer. Has no stack trace: failures of providers are ordinary, come in storms, and
 * filling the trace is what costs.
 */
public final class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** @param failure what went wrong */
    public GatewayException(Failure failure) {
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** What went wrong. */
    public Failure failure() {
        return failure;
    }
}
