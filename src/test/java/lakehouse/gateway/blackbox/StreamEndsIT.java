package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a stream ends that does not end well, and what happens when the client leaves first. */
class StreamEndsIT extends Deployed {

    private RawUpstream raw;

    @BeforeEach
    void listen() throws IOException {
        raw = RawUpstream.start();
    }

    @AfterEach
    void stopListening() throws IOException {
        raw.close();
    }

    /** Ends an upstream's stream. */
    @FunctionalInterface
    private interface Ending {
        void end(RawExchange upstream) throws IOException;
    }

    @Test
    void tellsOfAnErrorEvent() throws Exception {
        var error = brokenBy(upstream -> upstream.event("{\"error\":{\"code\":429,\"message\":\"Slow down\"}}")
                .event(Chat.finish())
                .done());

        assertThat(error).contains("\"code\":\"upstream_rate_limited\"").contains("Slow down");
        assertThat(Reply.error(error).getString("source")).isEqualTo("provider");
    }

    @Test
    void tellsOfAnErrorBesideAChunk() throws Exception {
        var error =
                brokenBy(upstream -> upstream.event("{\"id\":\"c1\",\"error\":{\"code\":\"server_error\",\"message\":"
                                + "\"Provider disconnected\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},"
                                + "\"finish_reason\":\"error\"}]}")
                        .done());

        assertThat(error).contains("\"code\":\"upstream_error\"").contains("Provider disconnected");
    }

    @Test
    void tellsOfANamedErrorEvent() throws Exception {
        var error = brokenBy(upstream -> upstream.chunk("event: error\ndata: {\"message\":\"overloaded\"}\n\n")
                .endStream());

        assertThat(error).contains("overloaded");
    }

    @Test
    void tellsOfAStreamWithoutAFinish() throws Exception {
        assertThat(brokenBy(RawExchange::endStream)).contains("without a finish reason");
    }

    @Test
    void tellsOfADoneWithoutAFinish() throws Exception {
        assertThat(brokenBy(RawExchange::done)).contains("without a finish reason");
    }

    @Test
    void tellsOfAClosedConnection() throws Exception {
        assertThat(brokenBy(RawExchange::close)).contains("broke off");
    }

    @Test
    void tellsOfAReset() throws Exception {
        assertThat(brokenBy(RawExchange::reset)).contains("broke off");
    }

    @Test
    void tellsOfAnEventCutInHalf() throws Exception {
        assertThat(brokenBy(
                        upstream -> upstream.chunk("data: {\"choices\":[{\"ind").endStream()))
                .contains("could not be read");
    }

    /** Begins a stream, ends it, and hands out the error event that must be the last thing the client gets. */
    private String brokenBy(Ending ending) throws Exception {
        var opening = streamAsync(Chat.streamed("raw/m"));
        var upstream = raw.next().startStream().event(Chat.role()).event(Chat.text("PO"));
        try (var stream = opening.get()) {
            assertThat(stream.next()).isEqualTo(Chat.role());
            assertThat(stream.next()).isEqualTo(Chat.text("PO"));
            try {
                ending.end(upstream);
            } catch (SocketException e) {
                // The gateway has heard enough after an error and may hang up before all is sent.
            }

            var rest = stream.rest();

            assertThat(rest).as("error event, no finish, no [DONE]").hasSize(1);
            var error = Reply.error(rest.get(0));
            assertThat(error.getString("provider")).isEqualTo("raw");
            assertThat(error.getString("request_id")).isEqualTo(stream.head().header("x-request-id"));
            assertThat(error.getInt("attempts")).isEqualTo(1);
            assertThat(raw.requests()).hasSize(1);
            return rest.get(0);
        }
    }

    @Test
    void isCompleteWhenOnlyTheEndMarkerIsLost() throws Exception {
        var answer = chatAsync(Chat.streamed("raw/m"));
        raw.next().startStream().event(Chat.text("PONG")).event(Chat.finish()).close();

        assertThat(answer.get().isOk().body()).endsWith("data: " + Chat.finish() + "\n\ndata: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hangsUpWhenTheClientIsGone(boolean reset) throws Exception {
        RawExchange upstream;
        try (var caller = new RawCaller(gateway())) {
            var body = Chat.streamed("raw/m");
            caller.post(CHAT, "Content-Length: " + body.length()).send(body);
            upstream = raw.next().startStream().event(Chat.role()).event(Chat.text("PO"));
            assertThat(caller.read()).isEqualTo('H');
            if (reset) {
                caller.reset();
            }
        }
        upstream.event(Chat.text("NG"));
        var sent = System.nanoTime();

        assertThat(upstream.closedWithin(Duration.ofSeconds(5))).isTrue();

        var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sent);
        System.out.println("Client gone (%s): upstream closed %d ms after the next event"
                .formatted(reset ? "RST" : "FIN", millis));
        assertThat(millis).isLessThanOrEqualTo(1_000);
    }

    @Test
    void holdsTheUpstreamBackForASlowReader() throws Exception {
        var event = Chat.text("x".repeat(16 * 1024));
        var events = 4_000;
        var sent = new java.util.concurrent.atomic.AtomicInteger();
        var opening = streamAsync(Chat.streamed("raw/m"));
        var upstream = raw.next().startStream();
        var sender = new Thread(() -> {
            try {
                while (sent.get() < events) {
                    upstream.event(event);
                    sent.incrementAndGet();
                }
                upstream.event(Chat.finish()).done();
            } catch (IOException e) {
                // The number of events that arrive tells.
            }
        });
        sender.start();
        try (var stream = opening.get()) {
            var before = new int[] {-1};
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        var held = sent.get() == before[0];
                        before[0] = sent.get();
                        return held;
                    });
            var ahead = sent.get();
            System.out.println(
                    "Slow reader: the upstream was stopped after %d of %d events of 16 KiB".formatted(ahead, events));
            assertThat(ahead).isLessThan(events / 2);

            List<String> rest = stream.rest();

            assertThat(rest).hasSize(events + 2);
            assertThat(rest.get(events + 1)).isEqualTo("[DONE]");
        }
    }
}
