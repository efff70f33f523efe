package lakehouse.gateway.audit.grounding;

import java.util.Locale;

/** What the check of a finding against the code came to. */
public enum Verdict {
    /** The quote stands where the finding says. */
    GROUNDED,
    /** The quote stands in the file, but elsewhere; the finding now names the real place. */
    MOVED,
    /** The quote does not stand there. */
    UNGROUNDED;

    /** Its name as written in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
