package lakehouse.gateway.audit.command;

/** The command cannot do what it was asked for. The message says what to do. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
