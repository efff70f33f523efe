package lakehouse.gateway.requests;

import java.util.List;

/** The rules that a vendor's documentation states for requests. */
public interface VendorRules {
    /**
     * A rule.
     *
     * @param id short and stable, as {@code messages-text-blank}; a row of {@code docs/dialects.md} names it
     * @param source where the vendor, or somebody who measured it, states it
     */
    record Rule(String id, String source) {}

    /**
     * A rule that a request breaks.
     *
     * @param id of the rule
     * @param message what the vendor's own 400 says
     */
    record Broken(String id, String message) {
        @Override
        public String toString() {
            return id + ": " + message;
        }
    }

    /** All rules that are checked. */
    List<Rule> rules();

    /** The rules that a request breaks, in the order in which the vendor would complain; none when it is accepted. */
    List<Broken> broken(SentRequest request);

    /** The body of the vendor's own 400 for a broken rule. */
    String refusal(Broken broken);
}
