package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.threads.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamClientTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n";
    private static final String BODY = "{\"model\":\"m\"}";
    private static final ClockLimits LIMITS = new ClockLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20));

    private final UpstreamClient client = new UpstreamClient();
    private final List<Integer> requestsByConnection = new CopyOnWriteArrayList<>();
    private final Semaphore read = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private ServerSocket listener;

    /** What an upstream does when it has answered. */
    private interface Ending {
        void end(Socket socket) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        client.timer = new Timer();
        client.network = new UpstreamNetwork(new Settings(name -> Optional.empty()));
        client.start();
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        client.stop();
        listener.close();
    }

    @Test
    void sendsTheNextCallOnTheSameConnection() throws Exception {
        answerAndThen(socket -> {});

        call(5);

        assertThat(requestsByConnection).containsExactly(5);
    }

    @Test
    void sendsNothingIntoAConnectionThatTheUpstreamClosedInSilence() throws Exception {
        answerAndThen(Socket::close);

        call(5);

        assertThat(requestsByConnection).containsExactly(1, 1, 1, 1, 1);
    }

    @Test
    void takesNoBytesThatCameBetweenTwoAnswersForAnAnswer() throws Exception {
        answerAndThen(socket -> socket.getOutputStream().write((HEAD + "[]").getBytes(StandardCharsets.US_ASCII)));

        call(3);

        assertThat(requestsByConnection).containsExactly(1, 1, 1);
    }

    @Test
    void tellsACallThatIsCancelledWhileItConnects() {
        Cancellation cancellation = new Cancellation();
        answerAndThen(socket -> {});
        client.stop();
        client.made = suspects -> {
            cancellation.cancel();
            return new PeekedConnection(suspects);
        };
        client.start();

        assertThatThrownBy(() -> call(cancellation)).isInstanceOf(UpstreamException.class);
    }

    private void call(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            assertThat(call()).isEqualTo("{}");
            read.release();
            assertThat(ended.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private String call() throws Exception {
        return call(new Cancellation());
    }

    private String call(Cancellation cancellation) throws Exception {
        UpstreamRequest request = new UpstreamRequest(
                URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1/chat/completions"),
                Map.of("Content-Type", "application/json"),
                JsonDocument.parse(BODY));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (UpstreamExchange exchange = client.open(request, LIMITS, deadline, Duration.ZERO, cancellation)) {
            return new String(exchange.wholeBody(1000), StandardCharsets.UTF_8);
        }
    }

    private void answerAndThen(Ending ending) {
        Thread accepting = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = listener.accept();
                    int connection = requestsByConnection.size();
                    requestsByConnection.add(0);
                    Thread serving = new Thread(() -> serve(socket, connection, ending));
                    serving.setDaemon(true);
                    serving.start();
                }
            } catch (IOException e) {
                assertThat(listener.isClosed()).as("the test is over").isTrue();
            }
        });
        accepting.setDaemon(true);
        accepting.start();
    }

    private void serve(Socket socket, int connection, Ending ending) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (!socket.isClosed() && in.readLine() != null) {
                requestsByConnection.set(connection, requestsByConnection.get(connection) + 1);
                while (!in.readLine().isEmpty()) {
                    // The head of the request.
                }
                in.skip(BODY.length());
                socket.getOutputStream().write((HEAD + "{}").getBytes(StandardCharsets.US_ASCII));
                read.acquire();
                ending.end(socket);
                ended.release();
            }
        } catch (IOException | InterruptedException e) {
            // The client closed the connection.
        }
    }
}
