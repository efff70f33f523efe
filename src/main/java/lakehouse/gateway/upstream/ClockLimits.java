package lakehouse.gateway.upstream;

import java.time.Duration;

/**
 * How long each clock of a call runs. All are above zero.
 *
 * @param connect until a connection is open
 * @param firstToken until the first token of the answer
 * @param idle between two events of a stream
 * @param total the whole call, all attempts together
 */
public record ClockLimits(Duration connect, Duration firstToken, Duration idle, Duration total) {
    /** Usage follows the finish within milliseconds as a rule, but some front ends count first. */
    private static final Duration USAGE = Duration.ofSeconds(10);

    /** Who sends nothing more for so long after the figures has simply left out [DONE]. */
    private static final Duration END = Duration.ofSeconds(2);

    /** The last bytes of a body come with the end marker or not at all. */
    private static final Duration DRAIN = Duration.ofMillis(100);

    /** For an answer in one piece, which shows no token before its end: only the total clock waits for it. */
    public ClockLimits forWholeAnswer() {
        return new ClockLimits(connect, total, total, total);
    }

    /** The limit of one clock. */
    public Duration of(Clock clock) {
        return switch (clock) {
            case CONNECT -> connect;
            case FIRST_TOKEN -> firstToken;
            case IDLE -> idle;
            case USAGE -> USAGE;
            case END -> END;
            case DRAIN -> DRAIN;
            case TOTAL -> total;
        };
    }
}
