package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator writes to an env file takes effect within seconds, without a redeploy. */
class LiveConfigurationIT extends Deployed {

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
        answers("live", Chat.completion("PONG"));
    }

    @AfterAll
    static void forgetSettings() throws IOException {
        LiveSettings.write("# nothing");
    }

    @Test
    void takesAKeyAndAnotherAndNone() throws Exception {
        LiveSettings.write("GATEWAY_PROVIDER_LIVE_API_KEY=test-key-live-1");
        becomes(() -> assertThat(leaving("Authorization")).isEqualTo("Bearer test-key-live-1"));

        LiveSettings.write("export GATEWAY_PROVIDER_LIVE_API_KEY=\"test-key-live-2\"");
        becomes(() -> assertThat(leaving("Authorization")).isEqualTo("Bearer test-key-live-2"));

        LiveSettings.write("# nothing");
        becomes(() -> assertThat(leaving("Authorization")).isNull());
    }

    @Test
    void takesAUserAgentThatTheOperatorsAgreementCovers() throws Exception {
        LiveSettings.write("GATEWAY_PROVIDER_LIVE_USER_AGENT='Example/2 (batch; team a)'");

        becomes(() -> assertThat(leaving("User-Agent")).isEqualTo("Example/2 (batch; team a)"));
    }

    @Test
    void saysWhichSettingStopsEveryCallUntilItIsRight() throws Exception {
        LiveSettings.write("GATEWAY_CHAT_MAX_BODY=much");
        becomes(() -> assertThat(chat(Chat.request("live/m"))
                        .isError(403, "provider_not_configured")
                        .getString("message"))
                .contains("gateway.chat.max-body has a value of 4 characters"));

        LiveSettings.write("# nothing");
        becomes(() -> chat(Chat.request("live/m")).isOk());
    }

    @Test
    void takesHeaders() throws Exception {
        LiveSettings.write("GATEWAY_PROVIDER_LIVE_HEADERS=\"X-Team: a\\\\, b, X-Empty:\"");

        becomes(() -> {
            assertThat(leaving("X-Team")).isEqualTo("a, b");
            assertThat(leaving("X-Empty")).isNull();
        });
    }

    @Test
    void takesATimeout() throws Exception {
        answers(
                "live",
                com.github.tomakehurst.wiremock.client.WireMock.okJson(Chat.completion("PONG"))
                        .withFixedDelay(3_000));
        LiveSettings.write("GATEWAY_PROVIDER_LIVE_TIMEOUT=PT0.3S");

        becomes(() -> assertThat(chat(Chat.request("live/m")).status()).isEqualTo(504));
    }

    @Test
    void saysWhatIsWrongWithASettingAndRecovers() throws Exception {
        LiveSettings.write("GATEWAY_PROVIDER_LIVE_TIMEOUT=soon");
        becomes(() -> {
            var error = chat(Chat.request("live/m")).isError(403, "provider_not_configured");
            assertThat(error.getString("message"))
                    .contains("gateway.provider.live.timeout")
                    .contains("4 characters");
        });

        LiveSettings.write("# nothing");
        becomes(() -> chat(Chat.request("live/m")).isOk());
    }

    @Test
    void takesADefaultModelButNoneThatIsExplicitOnly() throws Exception {
        LiveSettings.write("GATEWAY_CHAT_DEFAULT_MODEL=live/some-model");
        becomes(() -> {
            chat("{\"messages\":[]}").isOk();
            assertThat(asked("live").get(asked("live").size() - 1).getBodyAsString())
                    .isEqualTo("{\"messages\":[],\"model\":\"some-model\"}");
        });

        LiveSettings.write("GATEWAY_CHAT_DEFAULT_MODEL=kimi/kimi-for-coding");
        becomes(() -> {
            var error = chat("{\"messages\":[]}").isError(404, "model_not_found");
            assertThat(error.getString("message")).contains("explicit-only");
        });
        assertThat(asked("kimi")).isEmpty();
    }

    /** A header of the request that leaves for the provider now. */
    private @org.jspecify.annotations.Nullable String leaving(String header) {
        chat(Chat.request("live/m")).isOk();
        var requests = asked("live");
        return requests.get(requests.size() - 1).getHeader(header);
    }

    private static void becomes(ThrowingRunnable assertion) {
        patiently().untilAsserted(assertion);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(200));
    }
}
