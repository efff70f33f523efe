package lakehouse.gateway.audit.material;

/**
 * A file of the material that is not audited.
 *
 * @param path as the caller gave it
 * @param reason why, in a word or two
 */
public record LeftOut(String path, String reason) {}
