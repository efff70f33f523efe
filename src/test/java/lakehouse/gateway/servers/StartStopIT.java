package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lakehouse.gateway.clients.Npm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers get while a server with the gateway starts, is told to stop, and starts again. */
@Timeout(900)
class StartStopIT {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable Process node;

    @Test
    void callersAreRefusedOrToldToComeAgainOrAnsweredRight() throws Exception {
        var upstream = EchoUpstream.start();
        var folders = ServerFolders.apart(
                "start-stop",
                List.of(
                        "gateway.providers=echo",
                        upstream.setting(),
                        "gateway.ladder.job.rungs=echo/m",
                        "gateway.drain-exit=true",
                        "gateway.env-file.paths=none.env"));
        var server = TestServer.named(System.getProperty("gateway.it.server"), folders);
        var jobEnds = new AtomicBoolean();
        var clients = clients();
        // A server has no gateway before it is deployed for the first time.
        server.start();
        server.deploy(Path.of(System.getProperty("gateway.war")));
        try (var probe = Probe.of(folders.port())) {
            await().atMost(Duration.ofMinutes(2)).until(() -> probe.right() > 20);
            var underWay = call(client(folders, 0), "echo/slow");
            assertThat(upstream.hasSlowCall()).isTrue();
            // With eight seconds between two tries, enough for a start on a busy machine.
            var job = threads.submit(() -> job(client(folders, 40), jobEnds));
            if (clients != null) {
                node = node(clients, folders);
            }

            // Released a moment after the stop began: the call is under way meanwhile.
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, threads).execute(upstream::endSlowCall);
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
            if (node != null) {
                node.getOutputStream().close();
                assertThat(node.inputReader().readLine()).matches("\\{\"answer\":\"\\d+ calls: PONG\"}");
            }
            server.stop();
            var last = probe.refused();
            await().atMost(Duration.ofMinutes(1)).until(() -> probe.refused() > last + 10);
            assertThat(probe.wrong()).isEmpty();
        } finally {
            jobEnds.set(true);
            if (node != null) {
                node.destroyForcibly();
            }
            server.stop();
            upstream.close();
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

    /** OpenAI's library for JavaScript, with {@code -Pagents}. */
    private static @Nullable Npm clients() throws Exception {
        return Boolean.getBoolean("gateway.agents")
                ? Npm.install(Path.of("src/test/clients"), "package.json", "check.mjs")
                : null;
    }

    /** Its process, at the same work, after its first answers. */
    private static Process node(Npm clients, ServerFolders folders) throws Exception {
        var address = "http://127.0.0.1:" + folders.port() + "/v1";
        var process = clients.start("node", "check.mjs", "openai-node", "job", address, "ladder/job");
        assertThat(process.inputReader().readLine()).isEqualTo("works");
        return process;
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
}
