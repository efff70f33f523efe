package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway tells a provider about itself, and what it keeps from it. */
class IdentityIT extends Deployed {

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @ParameterizedTest
    @CsvSource({
        "kimi, Bearer test-key-kimi",
        "openrouter, Bearer test-key-openrouter",
        "ollama-cloud, Bearer test-key-ollama-cloud",
        "ollama, ",
    })
    void sendsItsOwnNameAndTheProvidersKey(String provider, String authorization) throws IOException {
        answers(provider, Chat.completion("PONG"));

        chat(Chat.request(provider + "/m")).isOk();

        var request = asked(provider).get(0);
        assertThat(request.header("User-Agent").values()).containsExactly("LakehouseGateway/" + version());
        assertThat(request.getHeader("Authorization")).isEqualTo(authorization);
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("Accept")).isEqualTo("application/json");
    }

    private static String version() throws IOException {
        var properties = new Properties();
        try (var in = IdentityIT.class.getResourceAsStream("/lakehouse/gateway/version.properties")) {
            properties.load(in);
        }
        assertThat(properties.getProperty("version")).matches("\\d+\\.\\d+\\.\\d+.*");
        return properties.getProperty("version");
    }

    @Test
    void keepsTheCallersHeadersFromTheProvider() {
        answers("kimi", Chat.completion("PONG"));

        chat(
                        Chat.request("kimi/m"),
                        "Authorization",
                        "Bearer test-key-of-the-caller",
                        "x-api-key",
                        "test-key-of-the-caller",
                        "Cookie",
                        "session=test-key-of-the-caller",
                        "User-Agent",
                        "SomeClient/1.0",
                        "X-Stainless-Lang",
                        "java",
                        "OpenAI-Organization",
                        "org-test",
                        "x-request-id",
                        "caller-id-12345",
                        "Accept-Encoding",
                        "gzip",
                        "Accept",
                        "text/event-stream")
                .isOk();

        var sent = asked("kimi").get(0).getHeaders().all().stream()
                .map(header -> header.key().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(sent)
                .containsExactlyInAnyOrder(
                        "authorization",
                        "user-agent",
                        "content-type",
                        "accept",
                        "content-length",
                        "host",
                        "connection");
        assertThat(asked("kimi").get(0).getHeaders().toString()).doesNotContain("caller");
    }

    @Test
    void sendsTheSameIdentityWithAStream() {
        answers(
                "kimi",
                aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody(
                                "data: " + Chat.text("PONG") + "\n\ndata: " + Chat.finish() + "\n\ndata: [DONE]\n\n"));

        chat(Chat.streamed("kimi/m")).isOk();

        var request = asked("kimi").get(0);
        assertThat(request.getHeader("User-Agent")).startsWith("LakehouseGateway/");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer test-key-kimi");
        assertThat(request.getHeader("Accept")).isEqualTo("text/event-stream");
    }

    @Test
    void keepsTheProvidersCookiesToItself() {
        answers(
                "kimi",
                aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withHeader("Set-Cookie", "upstream=1; Path=/")
                        .withBody(Chat.completion("PONG")));

        var first = chat(Chat.request("kimi/m")).isOk();
        chat(Chat.request("kimi/m")).isOk();

        assertThat(first.header("Set-Cookie")).isNull();
        assertThat(asked("kimi"))
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.containsHeader("Cookie")).isFalse());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void doesNotFollowARedirect(int status) {
        answers("openrouter", Chat.completion("from elsewhere"));
        answers(
                "kimi",
                aResponse()
                        .withStatus(status)
                        .withHeader("Location", upstream().baseUrl() + "/openrouter/v1/chat/completions"));

        var error = chat(Chat.request("kimi/m")).isError(502, "upstream_error");

        assertThat(error.getInt("upstream_status")).isEqualTo(status);
        assertThat(error.getString("provider")).isEqualTo("kimi");
        assertThat(upstream().findAll(postRequestedFor(anyUrl()))).hasSize(1);
        assertThat(asked("kimi")).hasSize(1);
    }
}
