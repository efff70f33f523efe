package lakehouse.gateway.audit.work;

/**
 * An audit that was taken in.
 *
 * @param attached whether it was there before, and does for this request too
 */
public record Taken(String id, boolean attached) {}
