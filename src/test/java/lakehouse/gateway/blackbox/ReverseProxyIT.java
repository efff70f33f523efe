package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real nginx on the gateway's machine: without access keys nobody gets in through it. */
class ReverseProxyIT extends Deployed {
    private static final String KEY = "test-key-behind-nginx";

    @BeforeEach
    void bareUpstream() {
        upstream().resetAll();
        answers("kimi", Chat.completion("PONG"));
    }

    @AfterEach
    void open() throws Exception {
        LiveSettings.open();
    }

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
        try (var nginx = Nginx.with(workDirectory(), """
                server { listen 127.0.0.1:PORT; location / { proxy_pass http://127.0.0.1:%d; %s } }""".formatted(gateway().getPort(), settings))) {
            var error = caller().send(Caller.post(nginx.address().resolve(CHAT), Chat.request("kimi/m"))
                            .build())
                    .isError(401, "invalid_api_key");

            assertThat(error.getString("message")).contains("may come from elsewhere");
            assertThat(asked()).isEmpty();
        }
    }

    @Test
    void letsCallersWithKeysInThroughTheShippedConfiguration() throws Exception {
        LiveSettings.write("GATEWAY_ACCESS_KEYS=" + LiveSettings.accessKey("caller", KEY));
        try (var nginx = Nginx.with(workDirectory(), shipped(gateway().getPort()));
                var raw = RawUpstream.start()) {
            var chat = nginx.address().resolve(CHAT);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(
                                    caller().send(Caller.post(chat, Chat.request("kimi/m"), "x-api-key", KEY)
                                                    .build())
                                            .isOk()
                                            .body())
                            .contains("PONG"));
            caller().send(Caller.post(chat, Chat.request("kimi/m")).build()).isError(401, "invalid_api_key");

            var opening = caller().openAsync(Caller.post(chat, Chat.streamed("raw/m"), "x-api-key", KEY)
                    .build());
            var upstream = raw.next().startStream().event(Chat.text("first"));
            try (var stream = opening.get()) {
                // It is here before the next one was sent.
                assertThat(stream.next()).isEqualTo(Chat.text("first"));
                upstream.event(Chat.text("second")).event(Chat.finish()).done();
                assertThat(stream.rest()).contains(Chat.text("second"), "[DONE]");
            }
        }
    }

    /** The clock that Payara has not. */
    @Test
    void endsAHeadThatComesAByteAtATime() throws Exception {
        var clock = Executors.newSingleThreadScheduledExecutor();
        var configuration = shipped(gateway().getPort());
        assertThat(configuration).contains("client_header_timeout 30s;");
        try (var nginx = Nginx.with(
                        workDirectory(),
                        configuration.replace("client_header_timeout 30s;", "client_header_timeout 2s;"));
                var caller = new RawCaller(nginx.address())) {
            var start = System.nanoTime();
            caller.send("GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
            clock.scheduleAtFixedRate(() -> drip(caller), 100, 100, TimeUnit.MILLISECONDS);

            caller.awaitClosed();

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(10));
        } finally {
            clock.shutdownNow();
        }
    }

    /** Payara reads such a request by its chunks and hides the length from the gateway; nginx refuses it. */
    @Test
    void refusesALengthBeforeChunks() throws Exception {
        var body = Chat.request("kimi/m");
        try (var nginx = Nginx.with(workDirectory(), shipped(gateway().getPort()));
                var caller = new RawCaller(nginx.address())) {
            caller.post(CHAT, "Content-Length: " + body.length(), "Transfer-Encoding: chunked")
                    .send(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");

            assertThat(caller.untilClosed()).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1");
            assertThat(asked()).isEmpty();
        }
    }

    @Test
    void tellsCallersToComeAgainWhileTheGatewayIsDown() throws Exception {
        // Nobody listens on port 1.
        try (var nginx = Nginx.with(workDirectory(), shipped(1))) {
            var reply = caller().send(Caller.post(nginx.address().resolve(CHAT), Chat.request("kimi/m"))
                    .build());

            assertThat(reply.status()).isEqualTo(503);
            assertThat(Reply.error(reply.body()).getString("code")).isEqualTo("gateway_stopping");
            assertThat(reply.header("Retry-After")).isEqualTo("10");
        }
    }

    /** What the project ships, without TLS and for this gateway. */
    private static String shipped(int gateway) throws IOException {
        return Files.readString(Path.of("server-config/nginx/gateway.conf"))
                .replaceAll("(?m)^ *ssl_.*\n", "")
                .replace("listen 443 ssl;", "listen 127.0.0.1:PORT;")
                .replace("127.0.0.1:8080", "127.0.0.1:" + gateway);
    }

    private static void drip(RawCaller caller) {
        try {
            caller.send("x");
        } catch (IOException closed) {
            throw new java.io.UncheckedIOException(closed);
        }
    }
}
