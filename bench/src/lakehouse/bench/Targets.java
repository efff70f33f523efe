package lakehouse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What the gateway has to reach, from the medians of one run. */
final class Targets {
    private static final String OURS = GatewayOnPayaraMicro.NAME;
    private static final String PORTKEY = "Portkey";
    private static final String SPRING = "Spring Cloud Gateway";
    private static final String NGINX = "nginx";

    private final Results results;
    private final int crowd;
    private final List<Row> rows = new ArrayList<>();

    /**
     * One target.
     *
     * @param words what it is about
     * @param wanted the bound in words
     * @param reached the figure; a dash when it was not measured
     * @param met whether it is within the bound
     */
    record Row(String words, String wanted, String reached, boolean met) {}

    /** @param crowd the number of streams that the targets are about */
    Targets(Results results, int crowd) {
        this.results = results;
        this.crowd = crowd;
    }

    List<Row> rows() {
        for (Metric metric : List.of(Metric.CALLS_AT_32, Metric.CALLS_AT_256)) {
            atLeast(metric.heading() + " over Portkey's", 6, ratio(metric, 0, PORTKEY));
            atLeast(metric.heading() + " over Spring Cloud Gateway's", 0.9, ratio(metric, 0, SPRING));
        }
        atMost("added latency, p50 at 1 over nginx's, ms", 0.4, difference(Metric.P50_AT_1, NGINX));
        atLeast(crowd + " streams: completed, %", 100, results.median(OURS, Metric.COMPLETED, crowd));
        atMost(crowd + " streams: stalls", 0, results.median(OURS, Metric.STALLS, crowd));
        atMost(crowd + " streams: CPU per event over nginx's", 3, ratio(Metric.EVENT_CPU, crowd, NGINX));
        atMost(crowd + " streams: memory, MiB", 900, results.median(OURS, Metric.STREAM_MEMORY, crowd));
        atLeast("100 KiB calls/s over Portkey's", 5, ratio(Metric.LARGE_CALLS, 0, PORTKEY));
        return rows;
    }

    private OptionalDouble ratio(Metric metric, int streams, String other) {
        OptionalDouble ours = results.median(OURS, metric, streams);
        OptionalDouble theirs = results.median(other, metric, streams);
        return ours.isEmpty() || theirs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble());
    }

    private OptionalDouble difference(Metric metric, String other) {
        OptionalDouble ours = results.median(OURS, metric, 0);
        OptionalDouble theirs = results.median(other, metric, 0);
        return ours.isEmpty() || theirs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(ours.getAsDouble() - theirs.getAsDouble());
    }

    private void atLeast(String words, double bound, OptionalDouble reached) {
        add(words, "at least " + Metric.format(bound), reached, reached.orElse(Double.NaN) >= bound);
    }

    private void atMost(String words, double bound, OptionalDouble reached) {
        add(words, "at most " + Metric.format(bound), reached, reached.orElse(Double.NaN) <= bound);
    }

    private void add(String words, String wanted, OptionalDouble reached, boolean met) {
        String figure = reached.isEmpty() ? "–" : Metric.format(reached.getAsDouble());
        rows.add(new Row(words, wanted, figure, met));
    }
}
