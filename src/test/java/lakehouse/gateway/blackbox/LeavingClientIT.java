package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that leaves while its answer is made, before anything is written to it. */
class LeavingClientIT extends Deployed {
    private static final Duration SOON = Duration.ofSeconds(2);

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void isNoticedWithinASecond(boolean stream, boolean reset) throws Exception {
        String id = "left-" + stream + "-" + reset;
        try (var raw = RawUpstream.start();
                var caller = ask(id, "raw/m", stream)) {
            var asked = raw.next();
            // The watch leaves young calls alone; a client that stays for a moment is the usual one.
            assertThat(asked.closedWithin(Duration.ofMillis(500))).isFalse();
            long left = System.nanoTime();
            if (reset) {
                caller.reset();
            } else {
                caller.close();
            }

            assertThat(asked.closedWithin(SOON)).isTrue();
            System.out.printf(
                    "Client left (stream %s, reset %s): upstream closed after %.2f s%n",
                    stream, reset, (System.nanoTime() - left) / 1e9);
            endsAs(id, "client_gone");
        }
    }

    @Test
    void isNoReasonToAskTheNextRung() throws Exception {
        try (var raw = RawUpstream.start();
                var caller = ask("left-ladder", "ladder/leaving", false)) {
            var asked = raw.next();
            caller.close();
            assertThat(asked.closedWithin(SOON)).isTrue();

            endsAs("left-ladder", "client_gone");
            assertThat(raw.requests()).hasSize(1);
        }
    }

    @Test
    void isWaitedForWhereThePolicyIsToDrain() throws Exception {
        try (var raw = RawUpstream.start();
                var caller = ask("left-to-drain", "draining/m", false)) {
            var asked = raw.next();
            caller.close();
            assertThat(asked.closedWithin(SOON)).isFalse();
            asked.reply(200, "application/json", Chat.completion("PONG"));

            endsAs("left-to-drain", "client_gone");
            await().untilAsserted(() -> assertThat(call("left-to-drain")
                            .getJsonArray("attempts")
                            .getJsonObject(0)
                            .getString("outcome"))
                    .isEqualTo("ok"));
        }
    }

    @Test
    void isNotOneThatOnlySendsNoMore() throws Exception {
        try (var raw = RawUpstream.start();
                var caller = ask("half-closed", "raw/m", false)) {
            var asked = raw.next();
            caller.endOfInput();
            assertThat(asked.closedWithin(SOON)).isFalse();
            asked.reply(200, "application/json", Chat.completion("PONG"));

            assertThat(caller.reply().status()).isEqualTo(200);
        }
    }

    private RawCaller ask(String id, String model, boolean stream) throws IOException {
        String body = stream ? Chat.streamed(model) : Chat.request(model);
        return new RawCaller(gateway())
                .post(CHAT, "x-request-id: " + id, "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length)
                .send(body);
    }

    private void endsAs(String id, String outcome) {
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(call(id).getString("outcome")).isEqualTo(outcome));
    }

    private JsonObject call(String id) {
        return Json.createReader(new StringReader(get("v1/calls/" + id).isOk().body()))
                .readObject();
    }
}
