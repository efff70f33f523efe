package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many streams of ten seconds at once: all complete, and no event is lost. The server's heap is 512 MiB. */
class ConcurrentStreamsIT extends Deployed {
    private static final int EVENTS = 21;
    private static final int PAUSE_MILLIS = 500;
    private static final int SECONDS_ALLOWED = 150;

    /** The server runs on the Java that runs the tests. Java 21 brought virtual threads. */
    private static final int STREAMS = Runtime.version().feature() >= 21 ? 1_000 : 300;

    @Test
    void completesThemAll() throws Exception {
        var cpuBefore = serverCpu();
        List<StreamCrowd.Client> clients;
        long millisToOpenAll;
        try (var source = new StreamSource(STREAMS, EVENTS, PAUSE_MILLIS)) {
            clients = new StreamCrowd().run(gateway(), STREAMS, SECONDS_ALLOWED);
            millisToOpenAll = source.millisToOpenAll();
        }
        var cpu = serverCpu().minus(cpuBefore);

        System.out.println(
                ("Java %d: %d streams at once, %d events each. All were open after %d ms, then they ran for %d s; the last"
                                + " one ended after %d ms. The server used %d ms of CPU.")
                        .formatted(
                                Runtime.version().feature(),
                                STREAMS,
                                EVENTS,
                                millisToOpenAll,
                                EVENTS * PAUSE_MILLIS / 1_000,
                                clients.stream()
                                        .mapToLong(StreamCrowd.Client::millis)
                                        .max()
                                        .orElseThrow(),
                                cpu.toMillis()));
        assertThat(clients).hasSize(STREAMS).allSatisfy(client -> {
            assertThat(client.head()).startsWith("HTTP/1.1 200");
            assertThat(client.events()).isEqualTo(expected(client.number()));
        });
    }

    private static List<String> expected(int number) {
        var events = new ArrayList<String>();
        for (var event = 0; event < EVENTS; event++) {
            events.add(Chat.text(number + "-" + event));
        }
        events.add(Chat.finish());
        events.add("[DONE]");
        return events;
    }

    /** The server is the child process of these tests that used the most. */
    private static Duration serverCpu() {
        return ProcessHandle.current()
                .children()
                .flatMap(child -> child.info().totalCpuDuration().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
