package lakehouse.gateway.provider;

import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;

/** A vendor's rule that a request breaks and that no change can mend without changing what the caller means. */
public final class VendorRule {
    private VendorRule() {}

    /**
     * The gateway's own 400. Nothing is sent.
     *
     * @param vendor as people call it
     * @param param the request field at fault
     * @param rule what the vendor takes, and what this request has instead
     */
    public static GatewayException broken(String vendor, String param, String rule) {
        return Failure.ofParam(
                        FailureKind.VENDOR_RULE,
                        param,
                        "The request cannot go to " + vendor + ": " + rule
                                + ". Change the request or ask another provider.")
                .exception();
    }
}
