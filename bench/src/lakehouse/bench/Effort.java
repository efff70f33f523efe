package lakehouse.bench;

import java.util.List;

/**
 * How long a run takes its time.
 *
 * @param name as on the command line
 * @param rounds how often each contender is started and measured, in turn with the others
 * @param warmUpSeconds of short calls before anything counts
 * @param callSeconds of each measurement of short calls
 * @param crowds numbers of streams at once
 * @param streamSeconds that each of these streams takes
 */
record Effort(String name, int rounds, int warmUpSeconds, int callSeconds, List<Integer> crowds, int streamSeconds) {
    /** What the published figures come from. */
    static final Effort FULL = new Effort("full", 5, 45, 4, List.of(1000, 4000), 10);

    /** One round, to see where things stand. */
    static final Effort QUICK = new Effort("quick", 1, 20, 3, List.of(1000, 4000), 10);

    /** Whether everything works; its figures mean nothing. */
    static final Effort CHECK = new Effort("check", 1, 1, 1, List.of(20), 2);
}
