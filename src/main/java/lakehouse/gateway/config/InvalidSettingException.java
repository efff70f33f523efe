package lakehouse.gateway.config;

/** A setting whose value cannot be used. The message names the key and the accepted form, never the value. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with which key and what to write instead */
    public InvalidSettingException(String message) {
        super(message, null, false, false);
    }

    /**
     * Says that a key's value is none. Its length is all that is told of it: it may be a secret that was pasted into the
     * wrong line.
     *
     * @param form what to write instead
     */
    public static InvalidSettingException of(String key, String value, String form) {
        return new InvalidSettingException(message(key, value, form));
    }

    /** The words of {@link #of}. */
    public static String message(String key, String value, String form) {
        return key + " has a value of " + value.length() + " characters that cannot be used. Write " + form + ".";
    }
}
