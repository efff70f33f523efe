package lakehouse.gateway.provider;

/**
 * A configured upstream: its settings and the dialect that speaks to it.
 *
 * @param settings how it is reached
 * @param dialect how it is spoken to
 */
public record Provider(ProviderSettings settings, Dialect dialect) {
    /** The provider's id. */
    public String id() {
        return settings.id();
    }
}
