package lakehouse.gateway.config;

/** A text that must never be shown. Its {@code toString} hides it, and it knows how to remove itself from other texts. */
public final class Secret {
    /** A shorter text is no secret, and replacing it would riddle messages with stars. */
    private static final int SHORTEST_REDACTED = 6;

    private final String value;

    /** @param value the secret itself, not blank */
    public Secret(String value) {
        this.value = value;
    }

    /** The secret itself, for the one header it belongs into. */
    public String reveal() {
        return value;
    }

    /** The text with every occurrence of the secret replaced by stars: some vendors quote the key in their errors. */
    public String redact(String text) {
        return value.length() < SHORTEST_REDACTED ? text : text.replace(value, "***");
    }

    @Override
    public String toString() {
        return "***";
    }
}
