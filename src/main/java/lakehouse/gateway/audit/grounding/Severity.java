package lakehouse.gateway.audit.grounding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How bad a finding is, worst first. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    INFO;

    /** The severity of this name, in any case. */
    public static Optional<Severity> of(String name) {
        return Arrays.stream(values())
                .filter(severity -> severity.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** Its name as written in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is the other one or worse. */
    public boolean isAtLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
