package lakehouse.gateway.config;

import org.jspecify.annotations.Nullable;

/** A text that must never be shown. Its {@code toString} hides it, and it knows how to remove itself from other texts. */
public final class Secret {
    /** A shorter text is no secret, and replacing it would riddle messages with stars. */
    private static final int SHORTEST_REDACTED = 6;

    private final String value;
    private volatile @Nullable SecretTraces traces;

    /** @param value the secret itself, not blank */
    public Secret(String value) {
        this.value = value;
    }

    /** The secret itself, for the one header it belongs into. */
    public String reveal() {
        return value;
    }

    /**
     * The text with stars in the place of the secret, of parts of it, and of what other ways of writing make of it: some
     * vendors quote the key in their errors.
     */
    public String redact(String text) {
        if (value.length() < SHORTEST_REDACTED) {
            return text;
        }
        SecretTraces known = traces;
        if (known == null) {
            known = new SecretTraces(value);
            traces = known;
        }
        return known.redact(text);
    }

    @Override
    public String toString() {
        return "***";
    }
}
