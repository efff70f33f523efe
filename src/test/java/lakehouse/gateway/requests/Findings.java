package lakehouse.gateway.requests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects the rules that a request breaks, and holds them to the list of rules. */
final class Findings {
    private final Map<String, VendorRules.Rule> rules;
    private final List<VendorRules.Broken> broken = new ArrayList<>();

    Findings(Map<String, VendorRules.Rule> rules) {
        this.rules = rules;
    }

    void expect(boolean holds, String rule, String message) {
        if (!rules.containsKey(rule)) {
            throw new IllegalArgumentException(rule);
        }
        if (!holds) {
            broken.add(new VendorRules.Broken(rule, message));
        }
    }

    List<VendorRules.Broken> all() {
        return broken;
    }
}
