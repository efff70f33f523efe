package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real nginx on the gateway's machine, without access keys: nobody gets in through it. Debian: {@code nginx-light}. */
class ReverseProxyIT extends Deployed {

    /** The first is nginx's default, in HTTP/1.0 and without a header of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy_set_header Host localhost;",
                "proxy_http_version 1.1; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
                "proxy_http_version 1.1; proxy_set_header X-Real-IP $remote_addr;",
                "proxy_http_version 1.1; proxy_set_header X-Forwarded-Proto $scheme;",
                "proxy_http_version 1.1; proxy_set_header X-Forwarded-Host $host;",
                "proxy_http_version 1.1; proxy_set_header Host gateway.example.org;"
            })
    void letsNobodyInThroughIt(String settings) throws Exception {
        var nginx = Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        if (nginx.isEmpty()) {
            System.err.println("SKIPPED: ReverseProxyIT needs nginx (Debian: apt-get install nginx-light).");
        }
        assumeTrue(nginx.isPresent(), "nginx is not installed");
        upstream().resetAll();
        answers("kimi", Chat.completion("PONG"));
        var port = freePort();
        var folder = Files.createTempDirectory(workDirectory(), "nginx");
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off; master_process off; pid %1$s/pid; error_log %1$s/error.log;
                events { }
                http {
                  access_log off; client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/f;
                  uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
                  server { listen 127.0.0.1:%2$d; location / { proxy_pass http://127.0.0.1:%3$d; %4$s } }
                }
                """.formatted(
                        folder.toAbsolutePath(), port, gateway().getPort(), settings));
        var process = new ProcessBuilder(List.of(
                        nginx.get().toString(),
                        "-c",
                        folder.resolve("nginx.conf").toAbsolutePath().toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
                try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return socket.isConnected();
                }
            });
            var through = URI.create("http://127.0.0.1:" + port + "/" + CHAT);

            var error = caller().send(
                            Caller.post(through, Chat.request("kimi/m")).build())
                    .isError(401, "invalid_api_key");

            assertThat(error.getString("message")).contains("may come from elsewhere");
            assertThat(asked()).isEmpty();
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
