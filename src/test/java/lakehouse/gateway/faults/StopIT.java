package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that has answered calls and is asked to stop while others are under way. */
@Timeout(300)
class StopIT {
    @Test
    void endsTheCallsThatAreUnderWayWhole() throws Exception {
        try (var upstream = new FaultyUpstream();
                var server = GatewayProcess.start(
                        "faults-stop",
                        Map.of(
                                "gateway.providers",
                                "primary",
                                "gateway.provider.primary.base-url",
                                "http://127.0.0.1:" + upstream.port() + "/primary/v1"))) {
            upstream.on("primary", "warm", Scripts::good);
            for (var version : HttpClient.Version.values()) {
                assertThat(got(call(server, version, "warm", true)).isWholeAnswerOf("primary"))
                        .isTrue();
                assertThat(got(call(server, version, "warm", false)).isWholeAnswerOf("primary"))
                        .isTrue();
            }
            var running = new CountDownLatch(6);
            var stopping = new CountDownLatch(1);
            // Its client has the head of the response and a part of the answer when the server is told to stop.
            upstream.on("primary", "begun", exchange -> {
                exchange.stream().event(Scripts.role(exchange), Scripts.delta(exchange, "The whole "));
                awaitTheStop(exchange, running, stopping);
                exchange.event(Scripts.delta(exchange, "answer of primary."));
                exchange.event(Scripts.finish(exchange), Scripts.usage(exchange), "[DONE]")
                        .end();
            });
            // Its client has nothing yet.
            upstream.on("primary", "silent", exchange -> {
                awaitTheStop(exchange, running, stopping);
                Scripts.good(exchange);
            });
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (var version : HttpClient.Version.values()) {
                answers.addAll(List.of(
                        call(server, version, "begun", true),
                        call(server, version, "silent", true),
                        call(server, version, "silent", false)));
            }
            assertThat(running.await(1, TimeUnit.MINUTES)).isTrue();

            server.terminate();
            stopping.countDown();

            for (var answer : answers) {
                var got = got(answer);
                assertThat(got.isWholeAnswerOf("primary")).as(got.words()).isTrue();
            }
            assertThat(server.exitsWithin(Duration.ofSeconds(60))).isTrue();
        }
    }

    private static void awaitTheStop(Exchange exchange, CountDownLatch running, CountDownLatch stopping)
            throws Exception {
        running.countDown();
        assertThat(stopping.await(1, TimeUnit.MINUTES)).isTrue();
        exchange.hungUpWithin(Duration.ofSeconds(3));
    }

    private static CompletableFuture<HttpResponse<String>> call(
            GatewayProcess server, HttpClient.Version version, String model, boolean stream) {
        return HttpClient.newBuilder()
                .version(version)
                .build()
                .sendAsync(
                        HttpRequest.newBuilder(server.address("v1/chat/completions"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(Bench.body("primary/" + model, stream, "")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Got got(CompletableFuture<HttpResponse<String>> answer) throws Exception {
        return Got.of(answer.get(1, TimeUnit.MINUTES));
    }
}
