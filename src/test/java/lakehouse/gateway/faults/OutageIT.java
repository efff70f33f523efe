package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * A primary that is down for a while under steady calls, a tenth of the real thing: down for 6 s, a call every 0.4 s, a
 * probe a second. {@code -Dfaults.outage.factor=10} makes it the real thing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class OutageIT {
    private static final int FACTOR = Integer.getInteger("faults.outage.factor", 1);
    private static final long DOWN = TimeUnit.SECONDS.toNanos(6) * FACTOR;
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(400) * FACTOR;
    private static final long PROBE = TimeUnit.SECONDS.toNanos(1) * FACTOR;
    private static final long BACK = TimeUnit.SECONDS.toNanos(2) * FACTOR;

    /** The first-token clock, and some time for a busy machine. */
    private static final long FIRST_TOKEN = TimeUnit.MILLISECONDS.toNanos(2_000);

    private Bench bench;

    private record Answered(long sentAt, Got got) {}

    @BeforeAll
    void start() throws Exception {
        bench = FACTOR == 1 ? Bench.shared() : Bench.withProbeInterval(Duration.ofNanos(PROBE));
    }

    @Test
    void answersEveryCallWhileAProviderThatRefusesIsDown() throws Exception {
        ride("answers 503", 0, Scripts.always(503, Scripts.error("Down.", "down")));
    }

    @Test
    void answersEveryCallWhileAProviderHangs() throws Exception {
        ride("hangs", FIRST_TOKEN, exchange -> exchange.hungUpWithin(Scripts.SILENCE));
    }

    private void ride(String how, long toFail, FaultyUpstream.Script fault) throws Exception {
        var model = bench.newModel();
        var from = System.nanoTime();
        bench.upstream().on("primary", model, exchange -> {
            if (System.nanoTime() - from < DOWN) {
                fault.answer(exchange);
            } else {
                Scripts.good(exchange);
            }
        });

        var answers = steadyCalls(model, from);

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.got().looksGood())
                        .as(answer.got().words())
                        .isTrue());
        var probes = bench.upstream().asked("primary", model).stream()
                .map(exchange -> exchange.arrivedAt() - from)
                .filter(at -> at < DOWN)
                .toList();
        var back = answers.stream()
                .filter(answer -> answer.got().isWholeAnswerOf("primary"))
                .mapToLong(Answered::sentAt)
                .min()
                .orElseThrow();
        System.out.printf(
                "Outage (%s): %d calls, all answered; %d attempts at the primary in %d s down; back %.1f s after its"
                        + " recovery%n",
                how, answers.size(), probes.size(), DOWN / 1_000_000_000L, (back - from - DOWN) / 1e9);
        // Three failures open the breaker; how long a hanging provider takes to fail is the first-token clock's matter.
        var opened = probes.get(2) + toFail;
        var sinceOpen = probes.stream().filter(at -> at > opened).toList();
        for (var i = 1; i < sinceOpen.size(); i++) {
            assertThat(sinceOpen.get(i) - sinceOpen.get(i - 1)).isGreaterThan(PROBE * 9 / 10);
        }
        assertThat(back - from - DOWN).as("nanoseconds after the recovery").isLessThan(BACK);
        assertThat(answers.get(answers.size() - 1).got().isWholeAnswerOf("primary"))
                .isTrue();
    }

    private ArrayList<Answered> steadyCalls(String model, long from) throws Exception {
        var clock = Executors.newScheduledThreadPool(16);
        try {
            var calls = new ArrayList<Future<Answered>>();
            for (var at = 0L; at < DOWN + BACK + 3 * STEP; at += STEP) {
                calls.add(clock.schedule(
                        () -> new Answered(System.nanoTime(), bench.call("ladder/" + model, true)),
                        from + at - System.nanoTime(),
                        TimeUnit.NANOSECONDS));
            }
            var answers = new ArrayList<Answered>();
            for (var call : calls) {
                answers.add(call.get());
            }
            return answers;
        } finally {
            clock.shutdownNow();
        }
    }
}
