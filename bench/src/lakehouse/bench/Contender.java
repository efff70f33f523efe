package lakehouse.bench;

import java.util.Map;

/** Something that stands between clients and an upstream. */
interface Contender {
    /** The name in tables of the upstreams alone. */
    String NOBODY = "no gateway";

    /** The heap of Java contenders, as Java's options say it. */
    String HEAP = "560m";

    /** Its name in tables. */
    String name();

    /** Its version and what it runs on. */
    String version();

    /** Why it cannot take part, and what to do about it; empty when it can. */
    String missing();

    /** Starts it in front of the upstreams. Does not wait for it. */
    Server start(Upstreams upstreams);

    /**
     * The headers that lead a call to an upstream, where it is not the body that does.
     *
     * @param stream whether it is the upstream for streams
     */
    Map<String, String> headers(Upstreams upstreams, boolean stream);
}
