package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server that gets many requests of all sorts before it has answered one. On Java 25 with two cores it came to a stand for
 * good, until nothing that waits for the server's monitors ran on a virtual thread any more.
 */
@Timeout(300)
class ColdStartIT {
    private static final int PROVIDERS = 14;
    private static final int EACH = 25;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void answersARushRightAfterItsStart() throws Exception {
        var settings = new HashMap<String, String>();
        settings.put(
                "gateway.providers",
                String.join(
                        ",",
                        IntStream.range(0, PROVIDERS).mapToObj(i -> "p" + i).toList()));
        settings.put("gateway.retry.max", "0");
        for (var i = 0; i < PROVIDERS; i++) {
            settings.put("gateway.provider.p" + i + ".dialect", i % 2 == 0 ? "openai" : "ollama");
            // Port 1 refuses.
            settings.put("gateway.provider.p" + i + ".base-url", "http://127.0.0.1:1");
        }
        try (var server = GatewayProcess.start("faults-cold-start", settings)) {
            var rush = IntStream.range(0, EACH)
                    .boxed()
                    .flatMap(i -> Stream.of(
                            send(HttpRequest.newBuilder(server.address("v1/models"))),
                            chat(server, "p" + i % PROVIDERS + "/m", false),
                            chat(server, "p" + i % PROVIDERS + "/m", true)))
                    .toList();

            assertThat(rush.stream()
                            .map(CompletableFuture::join)
                            .filter(status -> status == 200)
                            .count())
                    .isEqualTo(EACH);
            assertThat(rush.stream()
                            .map(CompletableFuture::join)
                            .filter(status -> status == 502)
                            .count())
                    .isEqualTo(2L * EACH);
        }
    }

    private CompletableFuture<Integer> chat(GatewayProcess server, String model, boolean stream) {
        return send(HttpRequest.newBuilder(server.address("v1/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Bench.body(model, stream, ""))));
    }

    private CompletableFuture<Integer> send(HttpRequest.Builder request) {
        return http.sendAsync(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }
}
