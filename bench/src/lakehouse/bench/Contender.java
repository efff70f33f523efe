package lakehouse.bench;

import java.util.Map;

/** Something that stands between clients and an upstream. */
interface Contender {
    /** The name in tables of the upstreams alone. */
    String NOBODY = "no gateway";

    /** The heap of Java contenders, as Java's options say it. */
    String HEAP = "560m";

    /** Options of Java contenders that the gateway's own file of options is not for: what is fast for one is fair for all. */
    String JAVA_OPTIONS =
            "-Xmx" + HEAP + " -XX:+UseParallelGC -XX:+UseTransparentHugePages -XX:+UseCompactObjectHeaders";

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
