package lakehouse.gateway.upstream;

/** One of the time limits of a call. */
public enum Clock {
    /** From the start of an attempt to an open connection. */
    CONNECT("connect"),
    /** From the sent request to the first token of the answer. */
    FIRST_TOKEN("first token"),
    /** Between two events of a stream. */
    IDLE("idle"),
    /** From the finish of an answer to its usage figures; running out of it is no failure. */
    USAGE("usage"),
    /** From the usage figures of a finished answer to the end of its stream; running out of it is no failure. */
    END("end"),
    /** From an answer's end marker to the end of its body; running out of it costs the connection, nothing else. */
    DRAIN("drain"),
    /** The whole call. */
    TOTAL("total");

    private final String words;

    Clock(String words) {
        this.words = words;
    }

    /** The clock's name in messages. */
    public String words() {
        return words;
    }
}
