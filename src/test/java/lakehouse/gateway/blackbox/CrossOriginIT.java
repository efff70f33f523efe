package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Which web pages may read answers. The tests run in any order, so each sets what it needs. */
class CrossOriginIT extends Deployed {
    private static final String KEY = "test-key-page";
    private static final String PAGE = "https://app.example.org";
    private static final String ALLOW = "Access-Control-Allow-Origin";

    @AfterAll
    static void forget() throws Exception {
        LiveSettings.open();
    }

    @Test
    void letsNoPageReadUnlessTold() throws Exception {
        LiveSettings.write("GATEWAY_ACCESS_KEYS=none");
        await().until(() -> preflight(PAGE).header(ALLOW) == null);

        assertThat(preflight(PAGE).status()).isGreaterThanOrEqualTo(400);
        assertThat(get("", "Origin", PAGE).header(ALLOW)).isNull();
        assertThat(get("", "Origin", PAGE).headers().toString()).doesNotContain("Access-Control");
    }

    @Test
    void letsTheNamedPageReadAnswersAndErrors() throws Exception {
        allow(PAGE + ", http://localhost:5173");

        var preflight = preflight(PAGE);
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Methods"))
                .contains("POST")
                .contains("GET");
        assertThat(preflight.header("Access-Control-Allow-Headers")).isEqualTo("authorization, content-type");
        assertThat(preflight.header("Vary")).contains("Origin").contains("Access-Control-Request-Headers");

        upstream().resetAll();
        answers("kimi", Chat.completion("PONG"));
        for (var reply : java.util.List.of(
                chat(Chat.request("kimi/m"), "Origin", PAGE, "x-api-key", KEY),
                chat("{", "Origin", PAGE, "x-api-key", KEY),
                chat(Chat.request("kimi/m"), "Origin", PAGE),
                chat(Chat.request("nowhere/m"), "Origin", PAGE, "x-api-key", KEY),
                get("v1/models", "Origin", PAGE),
                get("v1/nothing", "Origin", PAGE, "x-api-key", KEY))) {
            assertThat(reply.header(ALLOW)).as(reply.body()).isEqualTo(PAGE);
            assertThat(reply.header("Vary")).contains("Origin");
            assertThat(reply.header("Access-Control-Expose-Headers")).contains("x-request-id");
            assertThat(reply.header("Access-Control-Allow-Credentials")).isNull();
        }
    }

    @Test
    void letsNoOtherPageRead() throws Exception {
        allow(PAGE);

        for (var other : java.util.List.of(
                "https://app.example.org.evil.example",
                "http://app.example.org",
                "https://app.example.org:444",
                "https://evil.example",
                "null")) {
            var reply = preflight(other);
            assertThat(reply.header(ALLOW)).as(other).isNull();
            assertThat(reply.header("Vary")).contains("Origin");
        }
        assertThat(get("v1/models", "x-api-key", KEY).header("Vary"))
                .as("a cache must not keep this for pages")
                .contains("Origin");
    }

    @Test
    void letsEveryPageReadWithoutCookies() throws Exception {
        allow("*");

        var reply = get("v1/models", "Origin", "https://anywhere.example", "x-api-key", KEY);

        assertThat(reply.header(ALLOW)).isEqualTo("*");
        assertThat(reply.header("Access-Control-Allow-Credentials")).isNull();
    }

    private void allow(String origins) throws Exception {
        LiveSettings.write(
                "GATEWAY_ACCESS_KEYS=" + LiveSettings.accessKey("page", KEY),
                "GATEWAY_CORS_ORIGINS=\"" + origins + "\"");
        await().atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> get("v1/providers").status() == 401
                        && origins.contains(
                                String.valueOf(preflight(origins.split(",")[0]).header(ALLOW))));
    }

    private Reply preflight(String origin) {
        return caller().send(Caller.request(
                        gateway(CHAT),
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization, content-type")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
    }
}
