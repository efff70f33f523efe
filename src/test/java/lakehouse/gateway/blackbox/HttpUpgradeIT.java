package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient.Version;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's HTTP client asks for HTTP/2 with an {@code Upgrade: h2c} header unless told not to. */
class HttpUpgradeIT extends Deployed {
    private static final Caller UPGRADING = new Caller(Version.HTTP_2);

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000, 5_000_000})
    void readsTheWholeBody(int length) {
        answers("compatible", Chat.completion("PONG"));
        var body = Chat.request("compatible/m").replace("PONG", "x".repeat(length));

        var reply = UPGRADING.send(Caller.post(gateway(CHAT), body).build()).isOk();

        assertThat(reply.body()).isEqualTo(Chat.completion("PONG"));
        assertThat(asked("compatible")).hasSize(1);
        assertThat(asked("compatible").get(0).getBodyAsString().equals(body.replace("compatible/", "")))
                .isTrue();
        assertThat(asked("compatible").get(0).containsHeader("Upgrade")).isFalse();
    }

    @Test
    void streamsEventByEvent() throws Exception {
        try (var raw = RawUpstream.start()) {
            var opening = UPGRADING.openAsync(
                    Caller.post(gateway(CHAT), Chat.streamed("raw/m")).build());
            var upstream = raw.next().startStream().event(Chat.text("0"));
            try (var stream = opening.get()) {
                assertThat(stream.next()).isEqualTo(Chat.text("0"));
                for (var text : Arrays.asList("1", "2", "3")) {
                    upstream.event(Chat.text(text));
                    assertThat(stream.next()).isEqualTo(Chat.text(text));
                }
                upstream.event(Chat.finish()).done();
                assertThat(stream.rest()).containsExactly(Chat.finish(), "[DONE]");
            }
        }
    }

    @Test
    void refusesBadInput() {
        UPGRADING.send(Caller.post(gateway(CHAT), "{").build()).isError(400, "invalid_request");
    }

    @Test
    void answersSeveralRequestsOneAfterAnother() {
        answers("compatible", Chat.completion("PONG"));
        for (var i = 0; i < 3; i++) {
            UPGRADING
                    .send(Caller.post(gateway(CHAT), Chat.request("compatible/m"))
                            .build())
                    .isOk();
            assertThat(UPGRADING
                            .send(Caller.request(gateway("v1/providers")).build())
                            .status())
                    .isEqualTo(200);
        }
    }
}
