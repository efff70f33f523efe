package lakehouse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables in Markdown, with their columns in line, so that they read well in a terminal too. */
final class Tables {
    private static final List<Metric> LATENCY =
            List.of(Metric.P50_AT_1, Metric.P99_AT_1, Metric.P50_AT_32, Metric.P99_AT_32);
    private static final List<Metric> CALLS =
            List.of(Metric.CALLS_AT_32, Metric.CPU_AT_32, Metric.CALLS_AT_256, Metric.CPU_AT_256);
    private static final List<Metric> OTHER =
            List.of(Metric.LARGE_CALLS, Metric.LARGE_CPU, Metric.START, Metric.CALL_MEMORY, Metric.CALL_ERRORS);
    private static final List<Metric> STREAMS = List.of(
            Metric.COMPLETED,
            Metric.STALLS,
            Metric.FIRST_P50,
            Metric.FIRST_P99,
            Metric.EVENT_CPU,
            Metric.STREAM_MEMORY);

    private final Results results;
    private final List<String> contenders;

    Tables(Results results, List<String> contenders) {
        this.results = results;
        this.contenders = contenders;
    }

    /** All of them, each under its heading. */
    String text(Effort effort) {
        StringBuilder text = new StringBuilder();
        text.append("### Latency of a short call, ms, by connections\n\n").append(table(LATENCY, 0));
        text.append("\n### Short calls\n\n").append(table(CALLS, 0));
        text.append("\n### Large bodies, start and memory\n\n").append(table(OTHER, 0));
        for (int count : effort.crowds()) {
            text.append("\n### ")
                    .append(count)
                    .append(" streams at once, ")
                    .append(effort.streamSeconds())
                    .append(" s each, two events a second\n\n")
                    .append(table(STREAMS, count));
        }
        text.append("\n### What the gateway has to reach\n\n")
                .append(targets(effort.crowds().get(effort.crowds().size() - 1)));
        return text.toString();
    }

    private String table(List<Metric> metrics, int streams) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("", metrics.stream().map(Metric::heading).toList()));
        for (String contender : contenders) {
            rows.add(row(
                    contender,
                    metrics.stream()
                            .map(metric -> results.cell(contender, metric, streams))
                            .toList()));
        }
        return lines(rows);
    }

    private static List<String> row(String first, List<String> others) {
        List<String> row = new ArrayList<>();
        row.add(first);
        row.addAll(others);
        return row;
    }

    private String targets(int crowd) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Medians", "wanted", "reached", ""));
        for (Targets.Row target : new Targets(results, crowd).rows()) {
            rows.add(List.of(target.words(), target.wanted(), target.reached(), target.met() ? "yes" : "no"));
        }
        return lines(rows);
    }

    static String lines(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < rows.size(); at++) {
            text.append(line(rows.get(at), widths));
            if (at == 0) {
                text.append("|")
                        .append(IntStream.of(widths)
                                .mapToObj(width -> "-".repeat(width + 2))
                                .collect(Collectors.joining("|")))
                        .append("|\n");
            }
        }
        return text.toString();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(' ')
                    .append(cell)
                    .append(" ".repeat(widths[column] - cell.length() + 1))
                    .append('|');
        }
        return line.append('\n').toString();
    }
}
