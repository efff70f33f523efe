package lakehouse.gateway.config;

/** A setting whose value cannot be used. The message names key, accepted form and, unless secret, the value. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with which key and what to write instead */
    public InvalidSettingException(String message) {
        super(message, null, false, false);
    }
}
