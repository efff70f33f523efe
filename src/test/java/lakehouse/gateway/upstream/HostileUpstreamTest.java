package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.threads.Timer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upstream can do to the gateway with bytes that are no answer. */
class HostileUpstreamTest {
    private static final String KEY = "sk-test-0123456789abcdef";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    private static final ClockLimits LIMITS = new ClockLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20));

    private final UpstreamClient client = new UpstreamClient();

    @BeforeEach
    void start() {
        client.timer = new Timer();
        client.network = new UpstreamNetwork(new Settings(name -> Optional.empty()));
    }

    @AfterEach
    void stop() {
        client.stop();
    }

    /** The library's own words quote each of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY + "\r\n\r\n",
                "HTTP/1.1 " + KEY + "\r\n\r\n",
                "HTTP/" + KEY + " 200 OK\r\n\r\n",
                "HTTP/9.9 200 " + KEY + "\r\n\r\n",
                "HTTP/1.1 42 " + KEY + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\n" + KEY + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\n" + KEY + " : v\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: " + KEY + "\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: -" + KEY + "\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + KEY + "\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + KEY + "\r\n{}\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}" + KEY + "\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n" + KEY + "\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: " + KEY + "\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, " + KEY + "\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 24\r\n\r\n" + KEY,
                "HTTP/1.1 101 " + KEY + "\r\nUpgrade: " + KEY + "\r\n\r\n",
            })
    void neverQuotesWhatItCouldNotRead(String bytes) throws Exception {
        client.start();
        try (RawUpstreamServer upstream = new RawUpstreamServer((body, out) -> {
            out.write(RawUpstreamServer.bytes(bytes));
            return false;
        })) {
            Throwable error = catchThrowable(() -> call(upstream));

            assertThat(error).isInstanceOf(IOException.class);
            for (Throwable cause = error; cause != null; cause = cause.getCause()) {
                assertThat(cause.getMessage()).doesNotContain("0123").doesNotContain("abcdef");
            }
        }
    }

    @Test
    void unpacksNoMoreThanAnAnswerMayHave() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bomb)) {
            packed.write(new byte[50_000_000]);
        }
        client.start();
        try (RawUpstreamServer upstream = new RawUpstreamServer((body, out) -> {
            out.write(RawUpstreamServer.bytes(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n"));
            out.write(bomb.toByteArray());
            return true;
        })) {
            assertThatThrownBy(() -> call(upstream))
                    .isInstanceOfSatisfying(
                            UpstreamException.class,
                            broken -> assertThat(broken.kind()).isEqualTo(FailureKind.UPSTREAM_ERROR))
                    .hasMessageContaining("larger than 1000 bytes");
        }
    }

    @Test
    void answersTheNextCallWhenOneRanOutOfMemory() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        client.made = suspects -> new PeekedConnection(suspects) {
            @Override
            public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
                if (first.getAndSet(false)) {
                    throw new OutOfMemoryError("for a test");
                }
                super.sendRequestHeader(request);
            }
        };
        client.start();
        try (RawUpstreamServer upstream = new RawUpstreamServer((body, out) -> {
            out.write(RawUpstreamServer.bytes(ANSWER));
            return true;
        })) {
            assertThatThrownBy(() -> call(upstream)).isInstanceOf(OutOfMemoryError.class);

            assertThat(call(upstream)).isEqualTo("{}");
            assertThat(call(upstream)).isEqualTo("{}");
            assertThat(upstream.connections())
                    .as("one was given up, one was used twice")
                    .isEqualTo(2);
        }
    }

    private String call(RawUpstreamServer upstream) throws Exception {
        UpstreamRequest request = new UpstreamRequest(
                URI.create("http://127.0.0.1:" + upstream.port() + "/v1/chat/completions"),
                Map.of("Authorization", "Bearer " + KEY),
                JsonDocument.parse("{}"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (UpstreamExchange exchange = client.open(request, LIMITS, deadline, Duration.ZERO, new Cancellation())) {
            return new String(exchange.wholeBody(1000), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
