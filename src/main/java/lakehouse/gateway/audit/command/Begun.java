package lakehouse.gateway.audit.command;

/**
 * An audit that was begun or found.
 *
 * @param path below the gateway's address; empty when the gateway found nothing to audit in the material
 * @param attached whether it was there before
 */
record Begun(String path, boolean attached) {}
