package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another version over a running one and back again, with the commands of {@code docs/servers.md}: what is kept. */
@Timeout(900)
class UpgradeIT {
    private static final String NEWER = "LakehouseGateway/9.9.9";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void keepsSettingsAuditsAndCallsInFlight() throws Exception {
        var upstream = EchoUpstream.start();
        var folders = ServerFolders.apart("upgrade", List.of());
        var liveEnv = folders.work().resolve("live.env").toAbsolutePath();
        Files.writeString(liveEnv, "GATEWAY_ACCESS_KEYS=none\n");
        Files.write(
                folders.settingsFile(),
                List.of(
                        "gateway.providers=echo",
                        upstream.setting(),
                        "gateway.audit.directory="
                                + folders.work().resolve("audits").toAbsolutePath(),
                        "gateway.drain-exit=true",
                        "gateway.env-file.paths=" + liveEnv));
        var kind = System.getProperty("gateway.it.server");
        var server = TestServer.named(kind, folders);
        var war = Files.createDirectories(folders.work().resolve("new")).resolve("gateway.war");
        Files.copy(Path.of(System.getProperty("gateway.war")), war, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        renumber(war);
        try {
            server.start();
            server.deploy(Path.of(System.getProperty("gateway.war")));
            setKey(server, kind, liveEnv);
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> answersWithKey(upstream, folders));
            var first = upstream.userAgent();
            assertThat(first).startsWith("LakehouseGateway/").isNotEqualTo(NEWER);
            var audit = audit(folders);

            over(server, war, upstream, folders, NEWER);
            assertThat(get(folders, audit).statusCode()).isEqualTo(200);

            over(server, Path.of(System.getProperty("gateway.war")), upstream, folders, first);
            assertThat(get(folders, audit).statusCode()).isEqualTo(200);
        } finally {
            server.stop();
            upstream.close();
            threads.shutdownNow();
        }
    }

    /** Deploys while a call is under way, which gets its answer, and waits until the other version answers. */
    private void over(TestServer server, Path war, EchoUpstream upstream, ServerFolders folders, String expected)
            throws Exception {
        upstream.holdNextSlowCall();
        var underWay = CompletableFuture.supplyAsync(() -> ask(folders, "echo/slow"), threads);
        assertThat(upstream.hasSlowCall()).isTrue();
        CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS, threads).execute(upstream::endSlowCall);

        server.replace(war);

        assertThat(underWay.get(1, TimeUnit.MINUTES).body()).contains("PONG");
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> answersWithKey(upstream, folders)
                        && upstream.userAgent().equals(expected));
    }

    /** In a file on Payara Micro, with the server's own tool on the others. */
    private static void setKey(TestServer server, String kind, Path liveEnv) throws IOException {
        if (kind.equals("micro")) {
            Files.writeString(liveEnv, "GATEWAY_ACCESS_KEYS=none\nGATEWAY_PROVIDER_ECHO_API_KEY=test-key-kept\n");
        } else {
            server.set("gateway.provider.echo.api-key", "test-key-kept");
        }
    }

    private boolean answersWithKey(EchoUpstream upstream, ServerFolders folders) {
        return ask(folders, "echo/m").body().contains("PONG")
                && upstream.authorization().equals("Bearer test-key-kept");
    }

    /** An audit of one file, to its end. */
    private String audit(ServerFolders folders) {
        var started = send(post(
                folders,
                "v1/audits",
                "{\"model\":\"echo/m\",\"files\":[{\"path\":\"a.c\",\"content\":\"int main() { return 0; }\"}]}"));
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        var id =
                Json.createReader(new StringReader(started.body())).readObject().getString("id");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !get(folders, id).body().contains("\"running\""));
        return id;
    }

    private HttpResponse<String> get(ServerFolders folders, String audit) {
        return send(
                HttpRequest.newBuilder(folders.address("v1/audits/" + audit)).build());
    }

    private HttpResponse<String> ask(ServerFolders folders, String model) {
        return send(post(
                folders,
                "v1/chat/completions",
                "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}"));
    }

    private static HttpRequest post(ServerFolders folders, String path, String body) {
        return HttpRequest.newBuilder(folders.address(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The gateway's version goes to the provider in the {@code User-Agent}. */
    private static void renumber(Path war) throws IOException {
        try (var files = FileSystems.newFileSystem(war)) {
            Files.writeString(
                    files.getPath("WEB-INF/classes/lakehouse/gateway/version.properties"),
                    NEWER.replace("LakehouseGateway/", "version=") + "\n");
        }
    }
}
