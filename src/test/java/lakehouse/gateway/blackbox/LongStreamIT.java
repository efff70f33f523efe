package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream of eleven slow events. The build scales it: {@code -Dgateway.it.stream=PT10M} is the real thing. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LongStreamIT extends Deployed {
    private static final Duration LENGTH = Duration.parse(System.getProperty("gateway.it.stream"));
    private static final int EVENTS = 11;

    @BeforeEach
    void givesTheProviderTime() throws Exception {
        LiveSettings.write("GATEWAY_PROVIDER_LIVE_TIMEOUT=PT15M", "GATEWAY_PROVIDER_LIVE_IDLE_TIMEOUT=PT2M");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> get("v1/providers").body().contains("\"PT15M\""));
    }

    @AfterAll
    static void forgetSettings() throws Exception {
        LiveSettings.write("# nothing");
    }

    @Test
    void comesThroughWhole() {
        var body = IntStream.range(0, EVENTS)
                .mapToObj(n -> event("{\"content\":\"" + n + " \"}", "null"))
                .collect(Collectors.joining());
        answers(
                "live",
                WireMock.ok(body + event("{}", "\"stop\"") + "data: [DONE]\n\n")
                        .withHeader("Content-Type", "text/event-stream")
                        .withChunkedDribbleDelay(EVENTS, (int) LENGTH.toMillis()));

        var reply = caller().send(Caller.post(gateway(CHAT), Chat.streamed("live/m"))
                .timeout(LENGTH.plusMinutes(2))
                .build());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("\"10 \"").endsWith("data: [DONE]\n\n");
    }

    private static String event(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }
}
