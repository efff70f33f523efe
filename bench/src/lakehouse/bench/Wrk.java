package lakehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Short calls, one after the other on each connection, by {@code wrk}. */
final class Wrk {
    private static final Pattern RESULT =
            Pattern.compile("RESULT requests=(\\d+) micros=(\\d+) errors=(\\d+) p50=(\\d+) p99=(\\d+)");

    private final Path script;
    private final Path work;

    /**
     * What came of it.
     *
     * @param calls answered with 2xx or not
     * @param seconds that it took
     * @param errors calls that failed, of whatever kind
     * @param p50 median time of a call in microseconds
     * @param p99 99th percentile of it
     */
    record Result(long calls, double seconds, long errors, long p50, long p99) {}

    /**
     * Made once.
     *
     * @param script that wrk runs
     * @param work takes the bodies
     */
    Wrk(Path script, Path work) {
        this.script = script;
        this.work = work;
    }

    Result run(Call call, int connections, int seconds) {
        Path body = work.resolve("body.json");
        try {
            Files.writeString(body, call.body());
        } catch (IOException e) {
            throw new Problem(body + " cannot be written: " + e.getMessage());
        }
        String headers = call.allHeaders().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
        String printed = Commands.run(
                work,
                Map.of("BENCH_BODY", body.toString(), "BENCH_HEADERS", headers),
                List.of(
                        Commands.find("wrk"),
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "30s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + call.port() + Call.PATH));
        Matcher result = RESULT.matcher(printed);
        if (!result.find()) {
            throw new Problem("wrk printed no result: " + printed.strip());
        }
        return new Result(
                Long.parseLong(result.group(1)),
                Long.parseLong(result.group(2)) / 1e6,
                Long.parseLong(result.group(3)),
                Long.parseLong(result.group(4)),
                Long.parseLong(result.group(5)));
    }
}
