package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lakehouse.gateway.blackbox.Chat;
import lakehouse.gateway.upstream.RawUpstreamServer;
import lakehouse.gateway.upstream.Tinyproxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The running server behind a real proxy: chat and lists of models go through it. */
@Timeout(900)
class ProxyIT {
    private static final String MODELS =
            "{\"object\":\"list\",\"data\":[{\"id\":\"behind-the-proxy\",\"object\":\"model\"}]}";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void reachesAProviderAndItsListOfModelsThroughAProxy() throws Exception {
        InetAddress own = Tinyproxy.ownAddress();
        try (var proxy = Tinyproxy.start(folder);
                var upstream = new RawUpstreamServer(new ServerSocket(0, 50, own), connection -> "", (body, out) -> {
                    String json = body.isEmpty() ? MODELS : Chat.completion("PONG");
                    out.write(RawUpstreamServer.bytes(
                            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                                    + "\r\n\r\n" + json));
                    return true;
                })) {
            String provider = "http://" + own.getHostName() + ":" + upstream.port();
            var folders = ServerFolders.apart(
                    "proxied",
                    List.of(
                            "gateway.providers=behind",
                            "gateway.provider.behind.base-url=" + provider + "/v1",
                            "gateway.upstream.proxy=http://127.0.0.1:" + proxy.port(),
                            "gateway.drain-exit=true",
                            "gateway.env-file.paths=none.env"));
            var server = TestServer.named(System.getProperty("gateway.it.server"), folders);
            try {
                server.start();
                server.deploy(Path.of(System.getProperty("gateway.war")));
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(folders.address("v1/chat/completions"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(Chat.request("behind/m")))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(proxy.log()).contains("POST " + provider + "/v1/chat/completions");

                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(http.send(
                                                HttpRequest.newBuilder(folders.address("v1/models"))
                                                        .build(),
                                                BodyHandlers.ofString())
                                        .body())
                                .contains("behind-the-proxy"));
                assertThat(proxy.log()).contains("GET " + provider + "/v1/models");
            } finally {
                server.stop();
            }
        }
    }
}
