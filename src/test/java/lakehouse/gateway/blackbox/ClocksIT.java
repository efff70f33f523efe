package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clocks of the provider {@code hasty}: connect 0.4 s, first token 0.8 s, idle 0.6 s, total 5 s. */
class ClocksIT extends Deployed {

    @Test
    void runsOutOfTimeToConnect() throws Exception {
        // Linux leaves a connection unanswered when the listener's queue is full.
        try (var listener = RawUpstream.listen(Upstreams.streamPort(), 1)) {
            var waiting = fillQueue(listener);
            try {
                timeout(Chat.request("hasty/m"), "connect");
            } finally {
                for (var socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    private static List<Socket> fillQueue(ServerSocket listener) throws IOException {
        var waiting = new ArrayList<Socket>();
        while (waiting.size() < 20) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(listener.getLocalSocketAddress(), 200);
            } catch (java.net.SocketTimeoutException full) {
                return waiting;
            }
        }
        throw new IOException("The listener's queue does not fill up.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "head", "comments"})
    void runsOutOfTimeForTheFirstToken(String comes) throws Exception {
        try (var raw = RawUpstream.answering(exchange -> {
            if (!comes.isEmpty()) {
                exchange.startStream();
            }
            if (comes.equals("comments")) {
                exchange.chunk(": still thinking\n\n").event(Chat.role());
            }
            exchange.closedWithin(Duration.ofSeconds(20));
        })) {
            timeout(Chat.streamed("hasty/m"), "first token");

            assertThat(raw.requests()).hasSize(1);
        }
    }

    @Test
    void runsOutOfTimeBetweenTwoEvents() throws Exception {
        try (var raw = RawUpstream.start()) {
            var opening = streamAsync(Chat.streamed("hasty/m"));
            var upstream = raw.next().startStream().event(Chat.text("PO"));
            try (var stream = opening.get()) {
                assertThat(stream.next()).isEqualTo(Chat.text("PO"));
                var rest = stream.rest();

                assertThat(rest).hasSize(1);
                assertThat(Reply.error(rest.get(0)).getString("code")).isEqualTo("upstream_timeout");
                assertThat(rest.get(0)).contains("the idle clock ran out");
                assertThat(upstream.closedWithin(Duration.ofSeconds(5))).isTrue();
            }
        }
    }

    @Test
    void runsOutOfTimeForAWholeAnswer() throws Exception {
        try (var raw = RawUpstream.answering(exchange -> exchange.closedWithin(Duration.ofSeconds(20)))) {
            timeout(Chat.request("hasty/m"), "total");

            assertThat(raw.requests()).hasSize(1);
        }
    }

    @Test
    void runsOutOfTimeForAStreamThatGoesOnAndOn() throws Exception {
        var clock = Executors.newSingleThreadScheduledExecutor();
        try (var raw = RawUpstream.start()) {
            var opening = streamAsync(Chat.streamed("hasty/m"));
            var upstream = raw.next().startStream();
            clock.scheduleAtFixedRate(() -> sendText(upstream), 0, 100, TimeUnit.MILLISECONDS);
            try (var stream = opening.get()) {
                var events = stream.rest();

                assertThat(events).hasSizeGreaterThan(10);
                assertThat(events.get(events.size() - 1))
                        .contains("upstream_timeout")
                        .contains("the total clock ran out");
            }
        } finally {
            clock.shutdownNow();
        }
    }

    private static void sendText(RawExchange upstream) {
        try {
            upstream.event(Chat.text("x"));
        } catch (IOException e) {
            // The gateway hung up, as it should.
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonObject timeout(String request, String clock) {
        var error = chat(request).isError(504, "upstream_timeout");
        assertThat(error.getString("message")).contains("Provider hasty").contains("the " + clock + " clock ran out");
        assertThat(error.getString("source")).isEqualTo("gateway");
        return error;
    }
}
