package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Clients that leave or read slowly, and streams that are silent for so long that the gateway has to say something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class ClientFaultsIT {
    private Bench bench;

    @BeforeAll
    void start() throws Exception {
        bench = Bench.shared();
    }

    @Test
    void hangsUpSoonWhenTheClientLeavesBetweenTwoTokens() throws Exception {
        var hungUp = upstreamGoesSilent("bulk", "gone-after-token", true);

        leave("bulk/gone-after-token", "left-after-token", "PART");

        var seconds = hungUp.get();
        System.out.printf("Client gone after a token: upstream closed after %.1f s%n", seconds);
        assertThat(seconds).isLessThan(6);
        endsAs("left-after-token", "client_gone");
        bench.worksWithinASecond();
    }

    @Test
    void hangsUpWhenTheClientLeavesDuringSilenceAndAsksNobodyElse() throws Exception {
        var hungUp = upstreamGoesSilent("bulk", "left", false);

        leave("ladder/left", "left-in-silence", null);

        var seconds = hungUp.get();
        System.out.printf("Client gone during silence: upstream closed after %.1f s%n", seconds);
        assertThat(seconds).isLessThan(16);
        endsAs("left-in-silence", "client_gone");
        assertThat(bench.upstream().asked("bulk", "left")).hasSize(1);
        assertThat(bench.upstream().asked("fallback", "left")).isEmpty();
        bench.worksWithinASecond();
    }

    @Test
    void readsOnForTheUsageWhereThePolicyIsToDrain() throws Exception {
        bench.upstream().on("drained", "m", exchange -> {
            exchange.stream().event(Scripts.role(exchange), Scripts.delta(exchange, "PART"));
            for (var i = 0; i < 20; i++) {
                // Not hung up on: the client is long gone.
                assertThat(exchange.hungUpWithin(Duration.ofMillis(100))).isFalse();
                exchange.event(Scripts.delta(exchange, "more"));
            }
            exchange.event(Scripts.finish(exchange), Scripts.usage(exchange), "[DONE]")
                    .end();
        });

        leave("drained/m", "left-to-drain", "PART");

        endsAs("left-to-drain", "client_gone");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var attempt = attempt("left-to-drain");
            assertThat(attempt.getString("outcome")).isEqualTo("ok");
            assertThat(attempt.getJsonObject("usage").getInt("total_tokens")).isEqualTo(7);
        });
    }

    @Test
    void drainsNoLongerThanItMay() throws Exception {
        var hungUp = upstreamGoesSilent("drained", "endless", true);

        leave("drained/endless", "left-endless", "PART");

        assertThat(hungUp.get()).as("seconds").isLessThan(12);
    }

    @Test
    void waitsForASlowReader() throws Exception {
        var word = "x".repeat(2_000);
        bench.upstream().on("brisk", "long", exchange -> {
            exchange.stream().event(Scripts.role(exchange));
            for (var i = 0; i < 5_000; i++) {
                exchange.event(Scripts.delta(exchange, word));
            }
            exchange.event(Scripts.finish(exchange), "[DONE]").end();
        });

        try (var client = client("brisk/long", "slow-reader")) {
            client.getInputStream().readNBytes(10_000);
            // The provider's idle clock is one second; the client reads nothing for three.
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            var rest = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(rest)
                    .contains("\"finish_reason\":\"stop\"")
                    .contains("data: [DONE]")
                    .doesNotContain("\"error\"");
        }
        endsAs("slow-reader", "ok");
    }

    @Test
    void opensASilentStreamWithACommentAndStillRescuesIt() throws Exception {
        bench.upstream().on("bulk", "patient", exchange -> exchange.hungUpWithin(Duration.ofSeconds(12)));

        var got = bench.call("ladder/patient", true);

        assertThat(got.response().body()).startsWith(":\n\n");
        assertThat(got.isWholeAnswerOf("fallback")).as(got.words()).isTrue();
    }

    @Test
    void endsAStreamThatWasOpenedEarlyWithAnErrorEvent() throws Exception {
        bench.upstream().on("bulk", "late-failure", exchange -> {
            exchange.hungUpWithin(Duration.ofSeconds(11));
            exchange.json(401, Scripts.error("Bad key.", "k"));
        });

        var got = bench.call("bulk/late-failure", true);

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.words()).isEqualTo("error event upstream_auth_failed");
        assertThat(got.done()).isFalse();
    }

    /** The seconds from the last byte of the upstream until the gateway hangs up. */
    private CompletableFuture<Double> upstreamGoesSilent(String provider, String model, boolean afterAToken) {
        var seconds = new CompletableFuture<Double>();
        bench.upstream().on(provider, model, exchange -> {
            if (afterAToken) {
                exchange.stream().event(Scripts.role(exchange), Scripts.delta(exchange, "PART"));
            }
            var from = System.nanoTime();
            exchange.hungUpWithin(Scripts.SILENCE);
            seconds.complete((System.nanoTime() - from) / 1e9);
        });
        return seconds;
    }

    /** Asks, waits for a word or else for the request to be at the upstream, and leaves. */
    private void leave(String model, String requestId, @org.jspecify.annotations.Nullable String afterWord)
            throws IOException {
        try (var client = client(model, requestId)) {
            if (afterWord == null) {
                var route = model.replace("ladder/", "bulk/").split("/");
                await().until(() -> !bench.upstream().asked(route[0], route[1]).isEmpty());
            } else {
                var seen = new StringBuilder();
                while (seen.indexOf(afterWord) < 0) {
                    seen.append((char) client.getInputStream().read());
                }
            }
        }
    }

    private Socket client(String model, String requestId) throws IOException {
        var client = new Socket();
        client.setReceiveBufferSize(8_192);
        client.connect(new java.net.InetSocketAddress(
                InetAddress.getLoopbackAddress(), bench.chat().getPort()));
        var body = Bench.body(model, true, "");
        client.getOutputStream()
                .write(("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nx-request-id: "
                                + requestId + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return client;
    }

    private void endsAs(String requestId, String outcome) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(bench.get("v1/calls/" + requestId).getString("outcome"))
                                .isEqualTo(outcome));
    }

    private JsonObject attempt(String requestId) throws IOException, InterruptedException {
        return bench.get("v1/calls/" + requestId).getJsonArray("attempts").getJsonObject(0);
    }
}
