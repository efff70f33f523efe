package lakehouse.bench;

import java.util.Map;

/**
 * What is measured: a contender that runs, or nobody.
 *
 * @param server null for nobody
 * @param canned port for short calls
 * @param paced port for streams
 * @param toCanned headers of a short call
 * @param toPaced headers of a stream
 */
record Subject(
        String name, Server server, int canned, int paced, Map<String, String> toCanned, Map<String, String> toPaced)
        implements AutoCloseable {
    private static final Usage NONE = new Usage(0, 0, 0, 0);

    /** The upstreams without anybody in front of them. */
    static Subject nobody(Upstreams upstreams) {
        return new Subject(Contender.NOBODY, null, upstreams.canned(), upstreams.paced(), Map.of(), Map.of());
    }

    /** Starts a contender. */
    static Subject start(Contender contender, Upstreams upstreams) {
        Server server = contender.start(upstreams);
        return new Subject(
                contender.name(),
                server,
                server.port(),
                server.port(),
                contender.headers(upstreams, false),
                contender.headers(upstreams, true));
    }

    /** Whether there is a process to look at. */
    boolean isThere() {
        return server != null;
    }

    /** A call in one piece. */
    Call call(String body) {
        return new Call(canned, toCanned, body);
    }

    /** Streams at once. */
    StreamCrowd crowd(int count, int events, int pauseMillis) {
        return new StreamCrowd(paced, toPaced, count, events, pauseMillis);
    }

    /** What its processes have used so far. */
    Usage usage() {
        return server == null ? NONE : server.usage();
    }

    /**
     * Waits until it answers a call.
     *
     * @return milliseconds since its start
     */
    long awaitAnswer() {
        return server.awaitAnswer(call(Call.shortBody()));
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
