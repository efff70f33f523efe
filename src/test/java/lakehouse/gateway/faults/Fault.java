package lakehouse.gateway.faults;

import lakehouse.gateway.faults.FaultyUpstream.Script;

/**
 * A fault of a primary provider, asked once directly and once as the first rung of a ladder whose second rung is well.
 *
 * @param name names it in the scorecard
 * @param stream whether the caller asks for a stream
 * @param ladder what the ladder is to do
 * @param provider id of the faulty provider
 * @param primary how it answers
 * @param fallback how the second rung answers
 * @param more further fields of the request, each beginning with a comma
 */
record Fault(
        String name, boolean stream, Ladder ladder, String provider, Script primary, Script fallback, String more) {
    /** What a ladder does about a fault. */
    enum Ladder {
        /** The second rung answers. */
        RESCUES,
        /** The first rung answers in spite of the fault. */
        IS_NOT_NEEDED,
        /** It stops: the request or its content is refused, and another provider must not be asked. */
        STOPS
    }

    static Fault whole(String name, Ladder ladder, Script primary) {
        return new Fault(name, false, ladder, "primary", primary, Scripts::good, "");
    }

    static Fault streamed(String name, Ladder ladder, Script primary) {
        return new Fault(name, true, ladder, "primary", primary, Scripts::good, "");
    }

    /** The fault is the provider's address itself. */
    static Fault at(String provider, String name) {
        return new Fault(name, false, Ladder.RESCUES, provider, Scripts::good, Scripts::good, "");
    }

    Fault withFallback(Script script) {
        return new Fault(name, stream, ladder, provider, primary, script, more);
    }

    Fault asking(String fields) {
        return new Fault(name, stream, ladder, provider, primary, fallback, fields);
    }

    @Override
    public String toString() {
        return name;
    }
}
