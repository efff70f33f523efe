package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Requests that come a byte at a time, or stop in the middle: the bounds that {@code docs/servers.md} states. */
class SlowRequestsIT extends Deployed {
    /** {@code request-parse-timeout} of WildFly, and the time that Payara waits for the next byte. */
    private static final Duration HEAD = Duration.ofSeconds(30);
    /** More than {@code header-buffer-length-bytes} of Payara and {@code max-header-size} of WildFly allow. */
    private static final int HEAD_BYTES = 24 * 1024;

    private static final String KEY = "test-key-slow";

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @BeforeAll
    static void shortenTheClock() throws Exception {
        LiveSettings.write(
                "GATEWAY_CHAT_BODY_TIMEOUT=PT1.5S", "GATEWAY_ACCESS_KEYS=" + LiveSettings.accessKey("slow", KEY));
    }

    @AfterAll
    static void forgetTheClock() throws Exception {
        LiveSettings.open();
    }

    @BeforeEach
    void bareUpstream() {
        // The key shows that the gateway has read both.
        await().atMost(Duration.ofMinutes(1)).until(() -> get("v1/models").status() == 401);
        upstream().resetAll();
        answers("kimi", Chat.completion("PONG"));
    }

    @AfterEach
    void stopSending() {
        clock.shutdownNow();
    }

    @Test
    void endsABodyThatComesAByteAtATime() throws Exception {
        try (var caller = new RawCaller(gateway())) {
            var start = System.nanoTime();
            caller.post(CHAT, "x-api-key: " + KEY, "Content-Length: 100000");
            drip(caller, " ");

            var error = caller.reply().isError(408, "request_too_slow");

            assertThat(since(start)).isBetween(Duration.ofMillis(1_400), Duration.ofSeconds(30));
            assertThat(error.getString("message")).contains("gateway.chat.body-timeout");
        }
        assertThat(asked()).isEmpty();
    }

    @Test
    void endsABodyInChunksThatComesAByteAtATime() throws Exception {
        try (var caller = new RawCaller(gateway())) {
            caller.post(CHAT, "x-api-key: " + KEY, "Transfer-Encoding: chunked");
            drip(caller, "1\r\n \r\n");

            caller.reply().isError(408, "request_too_slow");

            assertThat(caller.untilClosed()).isEmpty();
        }
        assertThat(asked()).isEmpty();
    }

    @Test
    void readsABodyThatComesInTime() throws Exception {
        var body = Chat.request("kimi/m");
        try (var caller = new RawCaller(gateway())) {
            caller.post(CHAT, "x-api-key: " + KEY, "Content-Length: " + body.length());
            for (var i = 0; i < body.length(); i++) {
                caller.send(body.substring(i, i + 1));
            }

            assertThat(caller.reply().isOk().body()).contains("PONG");
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "gateway.it.server",
            matches = "wildfly",
            disabledReason = "Payara has no clock for a whole head: the next two tests show its bounds.")
    void endsAHeadThatComesAByteAtATime() throws Exception {
        try (var caller = new RawCaller(gateway())) {
            var start = System.nanoTime();
            caller.send("GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
            drip(caller, "x");

            caller.awaitClosed();

            assertThat(since(start)).isBetween(HEAD.minusSeconds(1), HEAD.plusSeconds(20));
        }
    }

    @Test
    @DisabledIfSystemProperty(
            named = "gateway.it.server",
            matches = "wildfly",
            disabledReason = "WildFly has a clock for the whole head.")
    void endsAHeadThatPauses() throws Exception {
        try (var caller = new RawCaller(gateway())) {
            var start = System.nanoTime();
            caller.send("GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");

            caller.awaitClosed();

            assertThat(since(start)).isBetween(HEAD.minusSeconds(1), HEAD.plusSeconds(20));
        }
    }

    @Test
    void endsAHeadThatIsTooLong() throws Exception {
        try (var caller = new RawCaller(gateway())) {
            var start = System.nanoTime();
            caller.send("GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ");
            for (var sent = 0; sent < HEAD_BYTES; sent += 1024) {
                try {
                    caller.send("x".repeat(1024));
                } catch (SocketException closed) {
                    return;
                }
            }

            caller.awaitClosed();

            assertThat(since(start)).isLessThan(HEAD.dividedBy(2));
        }
    }

    /** A head that is not whole holds no thread: whoever sends whole ones is answered beside hundreds of the others. */
    @Test
    void answersOthersBesideHeadsThatNeverEnd() throws Exception {
        var slow = new ArrayList<RawCaller>();
        try {
            for (var i = 0; i < 500; i++) {
                slow.add(new RawCaller(gateway()).send("POST /" + CHAT + " HTTP/1.1\r\nHost: 127."));
            }
            var start = System.nanoTime();
            for (var i = 0; i < 20; i++) {
                chat(Chat.request("kimi/m"), "x-api-key", KEY).isOk();
            }
            assertThat(since(start)).isLessThan(HEAD.minusSeconds(5));
        } finally {
            for (var caller : slow) {
                caller.close();
            }
        }
    }

    private void drip(RawCaller caller, String drop) {
        clock.scheduleAtFixedRate(
                () -> {
                    try {
                        caller.send(drop);
                    } catch (IOException closed) {
                        throw new java.io.UncheckedIOException(closed);
                    }
                },
                100,
                100,
                TimeUnit.MILLISECONDS);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
