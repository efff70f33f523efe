package lakehouse.gateway.json;

/** Says that a text is not the JSON it should be, and where reading it stopped. Carries no stack trace: bad input is ordinary. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and at which position; shown to the sender of the text */
    public MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
