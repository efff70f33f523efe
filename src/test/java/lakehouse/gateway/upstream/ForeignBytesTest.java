package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.threads.Timer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No byte that an upstream sends beside an answer becomes the answer of another call. */
class ForeignBytesTest {
    private static final ClockLimits LIMITS = new ClockLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20));
    private static final String STRANGER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{\"c\":\"X\"}";

    private final UpstreamClient client = new UpstreamClient();

    @BeforeEach
    void start() {
        client.timer = new Timer();
        client.network = new UpstreamNetwork(new Settings(name -> Optional.empty()));
        client.start();
    }

    @AfterEach
    void stop() {
        client.stop();
    }

    /** What comes behind a right answer with a length, in the same segment. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                STRANGER,
                "x",
                "\r\n",
                "\0\0\0",
                "{\"c\":\"X\"}",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n" + STRANGER,
                "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"c\":\"X\"}\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
            })
    void givesEachCallItsOwnAnswerWhateverCameBehindTheLast(String behind) throws Exception {
        try (RawUpstreamServer upstream = new RawUpstreamServer((body, out) -> {
            out.write(RawUpstreamServer.bytes(own(body) + behind));
            return true;
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(call(upstream, i)).isEqualTo("{\"c\":\"" + i + "\"}");
            }
            assertThat(upstream.connections()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {STRANGER, "x", "\r\n", "0\r\n\r\n"})
    void givesEachCallItsOwnAnswerWhateverCameBehindTheLastChunk(String behind) throws Exception {
        try (RawUpstreamServer upstream = new RawUpstreamServer((body, out) -> {
            out.write(RawUpstreamServer.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n" + behind));
            return true;
        })) {
            for (int i = 0; i < 5; i++) {
                assertThat(call(upstream, i)).isEqualTo("{\"c\":\"" + i + "\"}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304, 200})
    void takesNoBodyBehindAnAnswerWithoutOneForTheNextAnswer(int status) throws Exception {
        try (RawUpstreamServer upstream = new RawUpstreamServer((body, out) -> {
            out.write(RawUpstreamServer.bytes(
                    body.contains("\"0\"")
                            ? "HTTP/1.1 " + status + " None\r\nContent-Length: 0\r\n\r\n" + STRANGER
                            : own(body)));
            return true;
        })) {
            assertThat(call(upstream, 0)).isEmpty();
            assertThat(call(upstream, 1)).isEqualTo("{\"c\":\"1\"}");
        }
    }

    @Test
    void takesNothingForAnAnswerThatCameBeforeTheRequest() throws Exception {
        client.stop();
        client.made = suspects -> new PeekedConnection(suspects) {
            @Override
            public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
                awaitBytes(this);
                super.sendRequestHeader(request);
            }
        };
        client.start();
        try (RawUpstreamServer upstream = new RawUpstreamServer(STRANGER, (body, out) -> {
            out.write(RawUpstreamServer.bytes(own(body)));
            return true;
        })) {
            assertThatThrownBy(() -> call(upstream, 0)).hasMessageContaining("it sent bytes before it was asked");
            assertThat(upstream.connections()).isEqualTo(3);
        }
    }

    private static void awaitBytes(PeekedConnection connection) {
        await().until(() -> {
            Socket socket = connection.getSocket();
            return socket != null && socket.getInputStream().available() > 0;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 9\r\nContent-Length: 9\r\n",
                "Content-Length: 9\r\nContent-Length: 2\r\n",
                "Content-Length: 9, 9\r\n",
                "Content-Length: 9\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length: +9\r\n",
                "Content-Length: -9\r\n",
                "Content-Length: 0x9\r\n",
                "Content-Length: \r\n",
                "Content-Length: 99999999999999999999\r\n",
            })
    void callsAnAnswerWithTwoReadingsBroken(String framing) throws Exception {
        try (RawUpstreamServer upstream = new RawUpstreamServer((body, out) -> {
            out.write(RawUpstreamServer.bytes("HTTP/1.1 200 OK\r\n" + framing + "\r\n" + body));
            return true;
        })) {
            assertThatThrownBy(() -> call(upstream, 0))
                    .isInstanceOfSatisfying(
                            UpstreamException.class,
                            broken -> assertThat(broken.kind().status()).isEqualTo(502));
        }
    }

    /** Each is one way in which an answer never ends before it has begun, or never ends at all. */
    @ParameterizedTest
    @ValueSource(strings = {"lines", "line", "interim", "status", "folded", "chunk-line", "trailers", "empty-lines"})
    void isNotKeptBusyByAnAnswerWithoutEnd(String what) throws Exception {
        String head = "HTTP/1.1 200 OK\r\n";
        String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
        String start = switch (what) {
            case "line" -> head + "X-Long: ";
            case "lines" -> head;
            case "status" -> "HTTP/1.1 200 ";
            case "folded" -> head + "X-Folded: a\r\n";
            case "chunk-line" -> chunked + "1;";
            case "trailers" -> chunked + "0\r\n";
            default -> "";
        };
        String more = switch (what) {
            case "lines", "trailers" -> "X-Header: " + "v".repeat(100) + "\r\n";
            case "interim" -> "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
            case "folded" -> " " + "v".repeat(100) + "\r\n";
            case "empty-lines" -> "\r\n";
            default -> "v".repeat(100);
        };
        try (RawUpstreamServer upstream = new RawUpstreamServer((body, out) -> {
            out.write(RawUpstreamServer.bytes(start));
            byte[] block = RawUpstreamServer.bytes(more.repeat(100));
            for (int written = 0; written < 64 * 1024 * 1024; written += block.length) {
                out.write(block);
            }
            return false;
        })) {
            assertThatThrownBy(() -> call(upstream, 0))
                    .isInstanceOfSatisfying(
                            UpstreamException.class,
                            broken -> assertThat(broken.kind().status()).isEqualTo(502));
        }
    }

    @Test
    void refusesAnotherProtocolThatNobodyAskedFor() throws Exception {
        try (RawUpstreamServer upstream = new RawUpstreamServer((body, out) -> {
            out.write(RawUpstreamServer.bytes(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\n\r\n"));
            return true;
        })) {
            assertThatThrownBy(() -> call(upstream, 0)).hasMessageContaining("another protocol");
        }
    }

    private static String own(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private String call(RawUpstreamServer upstream, int number) throws Exception {
        UpstreamRequest request = new UpstreamRequest(
                URI.create("http://127.0.0.1:" + upstream.port() + "/v1/chat/completions"),
                Map.of("Content-Type", "application/json"),
                JsonDocument.parse("{\"c\":\"" + number + "\"}"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (UpstreamExchange exchange = client.open(request, LIMITS, deadline, Duration.ZERO, new Cancellation())) {
            return new String(exchange.wholeBody(1000), StandardCharsets.UTF_8);
        } catch (IOException e) {
            assertThat(e).isInstanceOf(UpstreamException.class);
            throw e;
        }
    }
}
