package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import java.time.Duration;
import lakehouse.gateway.servers.TestServer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** An operator changes the running gateway with the server's own tool: asadmin on Payara, the management CLI on WildFly. */
@EnabledIfSystemProperty(
        named = "gateway.it.server",
        matches = "payara|wildfly",
        disabledReason = "Payara Micro has no tool of this kind: it has env files.")
class ServerToolsIT extends Deployed {
    private static final String PROVIDER = "gateway.provider.live.";

    @BeforeEach
    void bareUpstream() {
        upstream().resetAll();
        answers("live", Chat.completion("PONG"));
    }

    @AfterEach
    void forgetSettings() throws Exception {
        for (var key : new String[] {"user-agent", "timeout", "api-key"}) {
            server().unset(PROVIDER + key);
        }
    }

    @Test
    void setsUserAgentKeyAndTimeoutOfTheNextCall() throws Exception {
        server().set(PROVIDER + "user-agent", "ExampleGateway/5");
        within5Seconds(() -> assertThat(leaving("User-Agent")).isEqualTo("ExampleGateway/5"));
        server().unset(PROVIDER + "user-agent");
        within5Seconds(() -> assertThat(leaving("User-Agent")).startsWith("LakehouseGateway/"));

        server().set(PROVIDER + "api-key", "test-key-tool");
        within5Seconds(() -> assertThat(leaving("Authorization")).isEqualTo("Bearer test-key-tool"));

        answers("live", WireMock.okJson(Chat.completion("PONG")).withFixedDelay(3_000));
        server().set(PROVIDER + "timeout", "PT0.3S");
        within5Seconds(() -> assertThat(chat(Chat.request("live/m")).status()).isEqualTo(504));
    }

    private static TestServer server() {
        return SharedProcess.server().orElseThrow();
    }

    private @org.jspecify.annotations.Nullable String leaving(String header) {
        chat(Chat.request("live/m")).isOk();
        var requests = asked("live");
        return requests.get(requests.size() - 1).getHeader(header);
    }

    private static void within5Seconds(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }
}
