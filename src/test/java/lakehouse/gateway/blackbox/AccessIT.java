package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in when keys are configured. */
class AccessIT extends Deployed {
    private static final String KEY = "test-key-team-a";
    private static final String OTHER_KEY = "test-key-team-b";

    private static URI providers;

    @BeforeEach
    void requireKeys() throws Exception {
        upstream().resetAll();
        answers("kimi", Chat.completion("PONG"));
        if (providers == null) {
            providers = gateway("v1/providers");
            LiveSettings.write("GATEWAY_ACCESS_KEYS=\"" + LiveSettings.accessKey("team-a", KEY) + ", "
                    + LiveSettings.accessKey("team-b", OTHER_KEY).toUpperCase(java.util.Locale.ROOT) + "\"");
            awaitStatus(401);
        }
    }

    @AfterAll
    static void openAgain() throws Exception {
        LiveSettings.write("GATEWAY_ACCESS_KEYS=none");
        awaitStatus(200);
    }

    private static void awaitStatus(int status) {
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> caller().send(Caller.request(providers).build()).status() == status);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer test-key-team-a",
        "Authorization, bearer test-key-team-a",
        "Authorization, Bearer test-key-team-b",
        "x-api-key, test-key-team-a",
        "X-API-Key, test-key-team-b",
    })
    void letsAKnownKeyInAndKeepsItToItself(String header, String value) {
        chat(Chat.request("kimi/m"), header, value).isOk();
        assertThat(get("v1/providers", header, value).status()).isEqualTo(200);

        var sent = asked("kimi").get(0);
        assertThat(sent.getHeader("Authorization")).isEqualTo("Bearer test-key-kimi");
        assertThat(sent.getHeaders().toString()).doesNotContain("team");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer test-key-team-c",
        "Authorization, Bearer",
        "Authorization, Basic test-key-team-a",
        "Authorization, test-key-team-a",
        "x-api-key, test-key-team-",
        "x-api-key, TEST-KEY-TEAM-A",
        "Cookie, key=test-key-team-a",
    })
    void keepsEveryOtherKeyOut(String header, String value) {
        var reply = chat(Chat.request("kimi/m"), header, value);

        var error = reply.isError(401, "invalid_api_key");
        assertThat(error.getString("message")).doesNotContain("test-key");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"POST, v1/chat", "POST, v1/chat/completions", "GET, v1/models", "GET, v1/providers", "GET, v1/nothing"})
    void asksForAKeyEverywhereButAtTheDoor(String method, String path) {
        var body = method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(Chat.request("kimi/m"));
        var request = Caller.request(gateway(path)).method(method, body);

        var error = caller().send(request.build()).isError(401, "invalid_api_key");

        assertThat(error.getString("message")).contains("Authorization: Bearer").contains("x-api-key");
        assertThat(asked()).isEmpty();
        assertThat(get("").status()).isEqualTo(200);
    }

    @Test
    void letsARemoteCallerInWithAKey() {
        chat(Chat.request("kimi/m"), "X-Forwarded-For", "203.0.113.7", "Authorization", "Bearer " + KEY)
                .isOk();
    }
}
