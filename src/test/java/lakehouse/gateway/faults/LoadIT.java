package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Many answers held back at once, on a heap of 512 MiB. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class LoadIT {
    private static final int CALLS = 500;
    private static final int CHUNKS = 5_120;
    private static final String WORD = "twenty letters long ";

    private Bench bench;

    /** Counts events, and keeps none. */
    private static final class Counter implements Flow.Subscriber<String> {
        private int words;
        private boolean done;
        private boolean error;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            words += line.contains(WORD) ? 1 : 0;
            done |= line.equals("data: [DONE]");
            error |= line.contains("\"error\"");
        }

        @Override
        public void onError(Throwable thrown) {
            error = true;
        }

        @Override
        public void onComplete() {}

        boolean isWhole() {
            return words == CHUNKS && done && !error;
        }
    }

    @BeforeAll
    void start() throws Exception {
        bench = Bench.shared();
    }

    @Test
    void holdsFiveHundredAnswersAtOnce() throws Exception {
        var allHeld = new CountDownLatch(CALLS);
        bench.upstream().on("bulk", "many", exchange -> {
            exchange.stream().event(Scripts.role(exchange)).raw(words(exchange));
            // No answer ends before all of them are there, so that the gateway has to hold them all.
            allHeld.countDown();
            assertThat(allHeld.await(5, TimeUnit.MINUTES)).isTrue();
            exchange.event(Scripts.finish(exchange), Scripts.usage(exchange), "[DONE]")
                    .end();
        });
        var from = System.nanoTime();
        var request = bench.request("ladder/bulk", true, "");
        var calls = new ArrayList<CompletableFuture<Counter>>();
        for (var i = 0; i < CALLS; i++) {
            var counter = new Counter();
            calls.add(bench.http()
                    .sendAsync(request, BodyHandlers.fromLineSubscriber(counter))
                    .thenApply(answer -> counter));
        }
        assertThat(allHeld.await(5, TimeUnit.MINUTES)).isTrue();
        var held = bench.server().jcmd("GC.heap_info").lines().limit(2).toList();

        var whole = calls.stream().filter(call -> call.join().isWhole()).count();

        System.out.printf(
                "Load: %d of %d ladder calls whole, %d chunks and %d KiB of text each, %.1f s; heap while all were held:"
                        + " %s%n",
                whole,
                CALLS,
                CHUNKS,
                CHUNKS * WORD.length() / 1024,
                (System.nanoTime() - from) / 1e9,
                held.get(1).strip());
        assertThat(whole).isEqualTo(CALLS);
        assertThat(bench.server().log()).doesNotContain("OutOfMemoryError");
        assertThat(bench.upstream().asked("fallback", "many")).isEmpty();
        bench.upstream().forget("bulk", "many");
        bench.worksWithinASecond();
    }

    /** Every word as an event and an HTTP chunk of its own. */
    private static byte[] words(Exchange exchange) {
        var event = ("data: " + Scripts.delta(exchange, WORD) + "\n\n").getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        for (var i = 0; i < CHUNKS; i++) {
            out.writeBytes((Integer.toHexString(event.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(event);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }
}
