package lakehouse.gateway.provider;

import java.util.List;

/** The ability of a translator to say something about an answer that the answer itself cannot hold. */
public interface Warnings {
    /**
     * What there is to say so far, each on one line of printable ASCII, fit for a header or an SSE comment. Grows while the
     * answer comes in; what was said once stays.
     */
    List<String> warnings();
}
