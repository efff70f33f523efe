package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * More calls at once than the system has threads for, as in a container with {@code pids_limit: 1024} or a shell with
 * {@code ulimit -u}. Each is answered: by its provider, or with 429 at once.
 */
@Timeout(420)
class ThreadShortageIT {
    private static final int CALLS = 1_200;
    private static final int THREADS = 1_024;
    private static final List<Path> CONTROLLERS = List.of(Path.of("/sys/fs/cgroup/pids"), Path.of("/sys/fs/cgroup"));

    private @Nullable Path group;

    @AfterEach
    void removeTheGroup() {
        if (group != null) {
            // The kernel empties it a moment after its last process has ended.
            await().atMost(Duration.ofSeconds(60)).until(() -> group.toFile().delete() || !Files.exists(group));
        }
    }

    @Test
    void answersEveryCallThoughThreadsRunOut() throws Exception {
        List<String> limited = limited();
        assumeThat(limited).as("a way to limit the threads of a process").isNotEmpty();
        try (var upstream = new FaultyUpstream();
                var server = GatewayProcess.start(
                        "faults-threads",
                        Map.of(
                                "gateway.providers",
                                "primary",
                                "gateway.provider.primary.base-url",
                                "http://127.0.0.1:" + upstream.port() + "/primary/v1",
                                "gateway.provider.primary.max-concurrent",
                                "2000"),
                        limited)) {
            // Nobody's answer comes before everybody's fate is known.
            var decided = new CountDownLatch(CALLS);
            upstream.on("primary", "m", exchange -> {
                decided.countDown();
                assertThat(decided.await(2, TimeUnit.MINUTES)).isTrue();
                Scripts.good(exchange);
            });

            List<HttpResponse<String>> answers = ask(server, decided);

            var counts = new TreeMap<Integer, Integer>();
            for (var answer : answers) {
                counts.merge(answer.statusCode(), 1, Integer::sum);
                if (answer.statusCode() == 429) {
                    assertThat(answer.body()).contains("gateway_busy");
                    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                }
            }
            System.out.println("1,200 calls with at most 1,024 threads, by status: " + counts);
            assertThat(answers).hasSize(CALLS);
            assertThat(counts.keySet()).isSubsetOf(200, 429).contains(200);
            upstream.on("primary", "m", Scripts::good);
            assertThat(call(HttpClient.newHttpClient(), server).join().statusCode())
                    .as("afterwards")
                    .isEqualTo(200);
        }
    }

    private static List<HttpResponse<String>> ask(GatewayProcess server, CountDownLatch decided) {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < CALLS; i++) {
            calls.add(call(http, server).whenComplete((answer, error) -> {
                if (answer == null || answer.statusCode() != 200) {
                    decided.countDown();
                }
            }));
        }
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<HttpResponse<String>> call(HttpClient http, GatewayProcess server) {
        return http.sendAsync(
                HttpRequest.newBuilder(server.address("v1/chat/completions"))
                        .timeout(Duration.ofMinutes(3))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"model\":\"primary/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A command that runs another one with so many threads; empty where there is no way. */
    private List<String> limited() throws IOException, InterruptedException {
        if (!isRoot()) {
            return List.of("sh", "-c", "ulimit -u " + THREADS + " && exec \"$@\"", "sh");
        }
        for (Path controller : CONTROLLERS) {
            Path made = controller.resolve(
                    "gateway-threads-" + ProcessHandle.current().pid());
            if (Files.isWritable(controller) && isMade(made)) {
                group = made;
                return List.of("sh", "-c", "echo $$ > " + made.resolve("cgroup.procs") + " && exec \"$@\"", "sh");
            }
        }
        System.out.println("==== NO CGROUP for the root user, whom ulimit does not bind: threads are NOT limited ====");
        return List.of();
    }

    private static boolean isMade(Path made) {
        try {
            Files.createDirectory(made);
            Files.writeString(made.resolve("pids.max"), String.valueOf(THREADS));
            return true;
        } catch (IOException e) {
            made.toFile().delete();
            return false;
        }
    }

    private static boolean isRoot() throws IOException, InterruptedException {
        var id = new ProcessBuilder("id", "-u").start();
        var printed = new String(id.getInputStream().readAllBytes()).strip();
        return id.waitFor() == 0 && printed.equals("0");
    }
}
