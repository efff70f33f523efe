package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers see of the pages that a server adds, when keys are configured. */
class ServerPagesIT extends Deployed {
    private static final String KEY = "test-key-operator";
    private static final String[] STRANGER = {"X-Forwarded-For", "203.0.113.7"};

    @BeforeAll
    static void requireKeys() throws Exception {
        LiveSettings.write("GATEWAY_ACCESS_KEYS=" + LiveSettings.accessKey("operator", KEY));
    }

    @AfterAll
    static void openAgain() throws Exception {
        LiveSettings.open();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics",
                "metrics/base",
                "metrics/",
                "metrics;a=b",
                "%6detrics",
                "%2e/metrics",
                "v1/%2e%2e/metrics",
                "openapi",
                "openapi/",
                "openapi?format=json"
            })
    void showsServerPagesToKeysOnly(String path) throws Exception {
        awaitKeys();
        try (var caller = new RawCaller(gateway())) {
            var reply = caller.send("GET /" + path + " HTTP/1.1\r\nHost: 127.0.0.1:"
                            + gateway().getPort() + "\r\nConnection: close\r\n\r\n")
                    .untilClosed();

            assertThat(reply)
                    .matches("(?s)HTTP/1.1 40[014].*")
                    .doesNotContain("# TYPE")
                    .doesNotContain("paths:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/ready", "/live", "/started"})
    void tellsStrangersUpOrDownOnly(String kind) {
        awaitKeys();
        var address = health("ready").toString().replaceFirst("/ready$", kind);

        var reply = caller().send(
                        Caller.request(java.net.URI.create(address), STRANGER).build());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .contains("\"UP\"")
                .doesNotContain("kimi")
                .doesNotContain("ollama")
                .doesNotContain("problem")
                .doesNotContain("version");
    }

    /** On WildFly the management port answers, which knows no keys of the gateway. */
    @Test
    void tellsDetailsToKeysAndToThisMachine() {
        awaitKeys();
        if (health("ready").getPort() != gateway().getPort()) {
            return;
        }

        assertThat(get("health/ready").body()).contains("kimi");
        assertThat(get("health/ready", "X-Forwarded-For", "203.0.113.7", "x-api-key", KEY)
                        .body())
                .contains("kimi");
        assertThat(get("health/ready", "X-Forwarded-For", "203.0.113.7", "x-api-key", "test-key-other")
                        .body())
                .doesNotContain("kimi");
    }

    /** The server's own pages too: it answers heads that it cannot read by itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/models HTTP/1.1",
                "GET /health/ready HTTP/1.1",
                "GET /nothing HTTP/1.1",
                "GET /WEB-INF/web.xml HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "GET /v1/models HTTP/9.9",
                "BREW /v1/models HTTP/1.1",
                "TRACE /v1/models HTTP/1.1",
                "GET"
            })
    void saysNothingOfWhatItIsMadeOf(String line) throws Exception {
        awaitKeys();
        try (var caller = new RawCaller(gateway())) {
            var answer = caller.send(
                            line + "\r\nHost: 127.0.0.1\r\nx-api-key: " + KEY + "\r\nConnection: close\r\n\r\n")
                    .endOfInput()
                    .untilClosed();

            assertThat(answer.toLowerCase(Locale.ROOT))
                    .doesNotContain("x-powered-by", "\r\nserver:", "payara", "glassfish", "wildfly", "undertow");
        }
    }

    @Test
    void logsThatCallersWereRefused() throws Exception {
        awaitKeys();
        get("v1/models", "x-api-key", "test-key-wrong");

        await().atMost(Duration.ofSeconds(20)).until(() -> serverLog().contains("callers refused="));
        assertThat(serverLog()).doesNotContain("test-key-wrong");
    }

    private void awaitKeys() {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> get("v1/providers").status() == 401);
    }
}
