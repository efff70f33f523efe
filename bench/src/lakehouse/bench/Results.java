package lakehouse.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** All values measured, one for each round. */
final class Results {
    /**
     * What was measured.
     *
     * @param streams how many streams at once; 0 where it is not about streams
     */
    record Key(String contender, Metric metric, int streams) {}

    private final Map<Key, List<Double>> values = new LinkedHashMap<>();

    void add(String contender, Metric metric, double value) {
        add(contender, metric, 0, value);
    }

    void add(String contender, Metric metric, int streams, double value) {
        values.computeIfAbsent(new Key(contender, metric, streams), key -> new ArrayList<>())
                .add(value);
    }

    OptionalDouble median(String contender, Metric metric, int streams) {
        double[] sorted = sorted(contender, metric, streams);
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    double[] sorted(String contender, Metric metric, int streams) {
        return values.getOrDefault(new Key(contender, metric, streams), List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }

    /** The median, and the least and the greatest value where there are several. */
    String cell(String contender, Metric metric, int streams) {
        double[] sorted = sorted(contender, metric, streams);
        OptionalDouble median = median(contender, metric, streams);
        if (median.isEmpty()) {
            return "–";
        }
        String middle = Metric.format(median.getAsDouble());
        String least = Metric.format(sorted[0]);
        String most = Metric.format(sorted[sorted.length - 1]);
        return least.equals(most) ? middle : middle + " (" + least + "–" + most + ")";
    }

    /** Every value, as lines of comma-separated values. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("contender,metric,streams,round,value");
        values.forEach((key, all) -> {
            for (int round = 0; round < all.size(); round++) {
                lines.add(String.join(
                        ",",
                        key.contender(),
                        key.metric().name(),
                        String.valueOf(key.streams()),
                        String.valueOf(round + 1),
                        String.valueOf(all.get(round))));
            }
        });
        return lines;
    }
}
