package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is asked to stop while a stream runs. */
@Timeout(300)
class StopIT {
    @ParameterizedTest
    @EnumSource
    void endsARunningStreamWhole(HttpClient.Version version) throws Exception {
        try (var upstream = new FaultyUpstream();
                var server = GatewayProcess.start(
                        "faults-stop",
                        Map.of(
                                "gateway.providers",
                                "primary",
                                "gateway.provider.primary.base-url",
                                "http://127.0.0.1:" + upstream.port() + "/primary/v1"))) {
            var running = new CountDownLatch(1);
            var stopping = new CountDownLatch(1);
            upstream.on("primary", "m", exchange -> {
                exchange.stream().event(Scripts.role(exchange), Scripts.delta(exchange, "The whole "));
                running.countDown();
                assertThat(stopping.await(1, TimeUnit.MINUTES)).isTrue();
                exchange.hungUpWithin(Duration.ofSeconds(3));
                exchange.event(Scripts.delta(exchange, "answer of primary."));
                exchange.event(Scripts.finish(exchange), Scripts.usage(exchange), "[DONE]")
                        .end();
            });
            var http = HttpClient.newBuilder().version(version).build();
            var answer = http.sendAsync(
                    HttpRequest.newBuilder(server.address("v1/chat/completions"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(Bench.body("primary/m", true, "")))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(running.await(1, TimeUnit.MINUTES)).isTrue();

            server.terminate();
            stopping.countDown();

            var got = Got.of(answer.get(1, TimeUnit.MINUTES));
            assertThat(got.isWholeAnswerOf("primary")).as(got.words()).isTrue();
            assertThat(server.exitsWithin(Duration.ofSeconds(60))).isTrue();
        }
    }
}
