package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Whether two thousand faulty calls leave anything behind in the server's process. Reads {@code /proc}. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class EnduranceIT {
    private static final int CALLS = 2_000;
    private static final int AT_ONCE = 16;
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private Bench bench;
    private final List<String> models = new ArrayList<>();

    private record Footprint(int threads, int files, int connections, long heapKiB) {}

    @BeforeAll
    void start() throws Exception {
        bench = Bench.shared();
        for (var fault : List.<FaultyUpstream.Script>of(
                Scripts.always(503, Scripts.error("Down.", "down")),
                Scripts.always(401, Scripts.error("Bad key.", "k")),
                Exchange::reset,
                exchange -> exchange.raw("+OK ready\r\n\r\n"),
                exchange -> exchange.raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
                exchange -> exchange.stream().event(Scripts.role(exchange), Scripts.delta(exchange, "The ")),
                exchange -> exchange.stream()
                        .event(Scripts.delta(exchange, "The "), Scripts.error("Crashed.", "c"))
                        .end(),
                exchange -> {
                    exchange.stream().event(Scripts.delta(exchange, "The "));
                    exchange.hungUpWithin(Scripts.SILENCE);
                })) {
            var model = bench.newModel();
            models.add(model);
            bench.upstream().on("primary", model, fault);
            bench.upstream().on("primary", model + "-alone", fault);
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        makeFaultyCalls(CALLS / 2);
        var before = footprint();

        makeFaultyCalls(CALLS);

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    var after = footprint();
                    System.out.printf("Endurance: before %s, after %d faulty calls %s%n", before, CALLS, after);
                    assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 8);
                    assertThat(after.files()).isLessThanOrEqualTo(before.files() + 8);
                    assertThat(after.connections()).isLessThanOrEqualTo(before.connections() + 4);
                    assertThat(after.heapKiB()).isLessThanOrEqualTo(before.heapKiB() + 8 * 1024);
                });
        bench.worksWithinASecond();
    }

    private void makeFaultyCalls(int number) throws Exception {
        var clients = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var calls = new ArrayList<Callable<Got>>();
            for (var i = 0; i < number; i++) {
                var model = models.get(i % models.size());
                var stream = i / models.size() % 2 == 0;
                var route = i / models.size() % 4 < 2 ? "ladder/" + model : "primary/" + model + "-alone";
                calls.add(() -> bench.call(route, stream));
            }
            for (var call : clients.invokeAll(calls)) {
                var got = call.get();
                assertThat(got.looksGood() || got.error() != null)
                        .as(got.words())
                        .isTrue();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private Footprint footprint() throws IOException, InterruptedException {
        bench.server().jcmd("GC.run");
        var heap = USED.matcher(bench.server().jcmd("GC.heap_info"));
        assertThat(heap.find()).isTrue();
        return new Footprint(
                entries("task"), entries("fd"), bench.upstream().connections(), Long.parseLong(heap.group(1)));
    }

    private int entries(String folder) throws IOException {
        try (var entries =
                Files.list(Path.of("/proc", String.valueOf(bench.server().pid()), folder))) {
            return (int) entries.count();
        }
    }
}
