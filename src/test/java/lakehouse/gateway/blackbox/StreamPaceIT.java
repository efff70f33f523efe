package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A stream of one event per second arrives one event per second. */
class StreamPaceIT extends Deployed {
    private static final int SECONDS = 30;

    @Test
    void keepsThePaceOfTheUpstream() throws Exception {
        var sentAt = new CopyOnWriteArrayList<Long>();
        var sent = new CountDownLatch(SECONDS + 1);
        try (var raw = RawUpstream.start()) {
            var opening = streamAsync(Chat.streamed("raw/m"));
            var upstream = raw.next().startStream();
            var clock = Executors.newSingleThreadScheduledExecutor();
            clock.scheduleAtFixedRate(
                    () -> {
                        if (sent.getCount() > 0) {
                            sentAt.add(System.nanoTime());
                            send(upstream, sentAt.size());
                            sent.countDown();
                        }
                    },
                    0,
                    1,
                    TimeUnit.SECONDS);
            var arrivedAt = new ArrayList<Long>();
            try (var stream = opening.get()) {
                for (var event = 0; event <= SECONDS; event++) {
                    assertThat(stream.next()).isEqualTo(Chat.text(event + 1 + ""));
                    arrivedAt.add(System.nanoTime());
                }
                sent.await();
                upstream.event(Chat.finish()).done();
                assertThat(stream.rest()).containsExactly(Chat.finish(), "[DONE]");
            } finally {
                clock.shutdownNow();
            }
            check(sentAt, arrivedAt);
        }
    }

    private static void send(RawExchange upstream, int number) {
        try {
            upstream.event(Chat.text(number + ""));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void check(List<Long> sentAt, List<Long> arrivedAt) {
        var widestGap = 0L;
        var longestWay = 0L;
        for (var event = 0; event < arrivedAt.size(); event++) {
            longestWay = Math.max(longestWay, millis(sentAt.get(event), arrivedAt.get(event)));
            if (event > 0) {
                widestGap = Math.max(widestGap, millis(arrivedAt.get(event - 1), arrivedAt.get(event)));
            }
        }
        var first = millis(sentAt.get(0), arrivedAt.get(0));
        System.out.println(
                "Stream of %d s, one event per second: first event after %d ms, widest gap %d ms, longest way %d ms"
                        .formatted(SECONDS, first, widestGap, longestWay));
        assertThat(first).as("first event, ms after it left").isLessThanOrEqualTo(300);
        assertThat(widestGap).as("gap between two events, ms").isLessThanOrEqualTo(1_300);
    }

    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from);
    }
}
