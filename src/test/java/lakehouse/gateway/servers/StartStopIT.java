package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers get while a server with the gateway starts, is told to stop, and starts again. */
@Timeout(900)
class StartStopIT {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch slowArrived = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Test
    void callersAreRefusedOrToldToComeAgainOrAnsweredRight() throws Exception {
        var upstream = upstream();
        var work = Files.createDirectories(
                Path.of(System.getProperty("gateway.it.directory")).resolve("start-stop"));
        var folders = new ServerFolders(
                Path.of(System.getProperty("gateway.it.distributions")),
                work,
                Path.of("server-config").toAbsolutePath(),
                ServerFolders.freePort());
        Files.write(
                folders.settingsFile(),
                List.of(
                        "gateway.providers=echo",
                        "gateway.provider.echo.base-url=http://127.0.0.1:"
                                + upstream.getAddress().getPort() + "/v1",
                        "gateway.ladder.job.rungs=echo/m",
                        "gateway.drain-exit=true",
                        "gateway.env-file.paths=" + work.resolve("none.env")));
        var server = TestServer.named(System.getProperty("gateway.it.server"), folders);
        var jobEnds = new AtomicBoolean();
        try (var probe = Probe.of(folders.port())) {
            server.start();
            server.deploy(Path.of(System.getProperty("gateway.war")));
            await().atMost(Duration.ofMinutes(2)).until(() -> probe.right() > 20);
            var underWay = call(client(folders, 0), "echo/slow");
            assertThat(slowArrived.await(1, TimeUnit.MINUTES)).isTrue();
            var job = threads.submit(() -> job(client(folders, 12), jobEnds));

            // Released a moment after the stop began: the call is under way meanwhile.
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, threads).execute(stopping::countDown);
            var before = probe.refused();
            server.restart();

            assertThat(underWay.get(1, TimeUnit.MINUTES)).isEqualTo("PONG");
            assertThat(probe.refused()).as("the port was closed").isGreaterThan(before);
            var right = probe.right();
            await().atMost(Duration.ofMinutes(2)).until(() -> probe.right() > right + 20);
            jobEnds.set(true);
            assertThat(job.get(2, TimeUnit.MINUTES))
                    .as("answers of the job")
                    .isNotEmpty()
                    .containsOnly("PONG");
            server.stop();
            var last = probe.refused();
            await().atMost(Duration.ofMinutes(1)).until(() -> probe.refused() > last + 10);
            assertThat(probe.wrong()).isEmpty();
        } finally {
            jobEnds.set(true);
            server.stop();
            upstream.stop(0);
            threads.shutdownNow();
        }
    }

    /** Unattended work on a ladder, which has nobody who would start it again. */
    private static List<String> job(OpenAIClient client, AtomicBoolean ends) {
        var answers = new ArrayList<String>();
        while (!ends.get()) {
            answers.add(ask(client, "ladder/job"));
        }
        return answers;
    }

    private CompletableFuture<String> call(OpenAIClient client, String model) {
        return CompletableFuture.supplyAsync(() -> ask(client, model), threads);
    }

    private static String ask(OpenAIClient client, String model) {
        var answer = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessage("ping")
                        .build());
        return answer.choices().get(0).message().content().orElseThrow();
    }

    private static OpenAIClient client(ServerFolders folders, int retries) {
        return OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + folders.port() + "/v1")
                .apiKey("test-key-caller")
                .maxRetries(retries)
                .build();
    }

    private HttpServer upstream() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (asked.contains("\"slow\"")) {
                slowArrived.countDown();
                try {
                    stopping.await(2, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            var body = """
                    {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
                    {"role":"assistant","content":"PONG"},"finish_reason":"stop"}],\
                    "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
