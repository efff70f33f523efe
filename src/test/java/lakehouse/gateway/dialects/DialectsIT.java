package lakehouse.gateway.dialects;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lakehouse.gateway.blackbox.Deployed;
import lakehouse.gateway.provider.Upstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only the running WAR shows: addresses, headers, warnings, and what is reported at deployment. */
class DialectsIT extends Deployed {
    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @Test
    void speaksToKimiAsAnthropicWithItsOwnName() throws Exception {
        recorded("/kimi-anthropic/v1/messages", 200, "kimi-anthropic/contract-plain.json");

        var answer = ask("kimi-anthropic", "", 200);

        assertThat(answer.body()).contains("\"content\":\"Hello thére.\"", "\"model\":\"kimi-for-coding\"");
        upstream()
                .verify(postRequestedFor(urlPathEqualTo("/kimi-anthropic/v1/messages"))
                        .withHeader("x-api-key", equalTo("test-key-kimi-anthropic"))
                        .withHeader("anthropic-version", equalTo("2023-06-01"))
                        .withHeader("User-Agent", matching("LakehouseGateway/.+"))
                        .withHeader("Authorization", absent())
                        .withHeader("X-Msh-Platform", absent()));
    }

    @ParameterizedTest
    @CsvSource({
        "compatible, /compatible/v1/chat/completions, openai",
        "kimi, /kimi/v1/chat/completions, kimi",
        "openrouter, /openrouter/v1/chat/completions, openrouter",
        "kimi-anthropic, /kimi-anthropic/v1/messages, kimi-anthropic",
        "anthropic, /anthropic/v1/messages, anthropic",
        "ollama-native, /ollama-native/api/chat, ollama-native"
    })
    void marksAnAnswerWhoseBudgetWentIntoReasoning(String provider, String path, String folder) throws Exception {
        String ending = provider.equals("ollama-native") ? ".ndjson" : ".sse";
        recorded(path, 200, folder + "/contract-empty.json");

        var whole = ask(provider, ",\"max_tokens\":2000", 200);

        assertThat(whole.headers().allValues("x-gateway-warning"))
                .singleElement()
                .asString()
                .startsWith("reasoning_exhausted_budget; max_tokens=2000 completion_tokens=200");
        assertThat(whole.body()).contains("\"finish_reason\":\"length\"", "The user wants");

        upstream().resetAll();
        recorded(path, 200, folder + "/contract-empty" + ending);
        var stream = ask(provider, ",\"max_tokens\":2000,\"stream\":true", 200);

        assertThat(stream.body())
                .containsSubsequence(
                        "\"finish_reason\":\"length\"",
                        ": x-gateway-warning: reasoning_exhausted_budget; max_tokens=2000",
                        "data: [DONE]");
    }

    @Test
    void warnsOfALimitBelowTheFloor() throws Exception {
        recorded("/kimi-anthropic/v1/messages", 200, "kimi-anthropic/contract-plain.json");

        var answer = ask("kimi-anthropic", ",\"max_tokens\":200", 200);

        assertThat(answer.headers().firstValue("x-gateway-warning"))
                .hasValueSatisfying(
                        warning -> assertThat(warning).startsWith("max_tokens_below_floor; max_tokens=200 floor=1500"));
    }

    @ParameterizedTest
    @CsvSource({
        "kimi/error-403-gate.json, 403, upstream_client_not_admitted, surface=anthropic",
        "kimi/error-403-quota.json, 402, upstream_quota_exhausted, /usage",
        "kimi/error-403-ban.json, 403, upstream_account_banned, support",
    })
    void tellsTheThreeMeaningsOfAccessTerminatedApart(String file, int status, String code, String advice)
            throws Exception {
        recorded("/kimi/v1/chat/completions", 403, file);

        var answer = ask("kimi", "", status);

        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", advice, "access_terminated_error");
        assertThat(answer.headers().firstValue("x-should-retry")).contains("false");
        upstream().verify(1, postRequestedFor(urlPathEqualTo("/kimi/v1/chat/completions")));
    }

    @Test
    void refusesAKeyThatBelongsToAnotherPlatformAndReportsItAtDeployment() throws Exception {
        var answer = ask("mismatched", "", 403);

        assertThat(answer.body()).contains("provider_not_configured", "Open Platform", "Nothing was sent");
        assertThat(answer.body()).doesNotContain("sk-kimi-test-key");
        assertThat(serverLog())
                .contains("Configuration: gateway.provider.mismatched.api-key")
                .doesNotContain("sk-kimi-test-key");
    }

    @Test
    void listsTheModelsOfEachDialect() throws Exception {
        upstream()
                .stubFor(WireMock.get(urlPathEqualTo("/ollama-native/api/tags"))
                        .willReturn(json("ollama-native/tags.json")));
        upstream()
                .stubFor(
                        WireMock.get(urlPathEqualTo("/anthropic/v1/models")).willReturn(json("anthropic/models.json")));

        // An earlier test class may have caused a list without them to be kept for a while.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(models())
                        .contains("ollama-native/llama3.2:latest", "anthropic/claude-sonnet-4-20250514"));

        upstream()
                .verify(getRequestedFor(urlPathEqualTo("/anthropic/v1/models"))
                        .withHeader("x-api-key", equalTo("test-key-anthropic")));
    }

    private String models() throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(gateway("v1/models")).build(), BodyHandlers.ofString())
                .body();
    }

    private static ResponseDefinitionBuilder json(String file) {
        return okJson(new String(Upstream.bytes(file), StandardCharsets.UTF_8));
    }

    private void recorded(String path, int status, String file) {
        String type = file.endsWith(".json")
                ? "application/json"
                : file.endsWith(".sse") ? "text/event-stream" : "application/x-ndjson";
        upstream()
                .stubFor(WireMock.post(urlPathEqualTo(path))
                        .willReturn(aResponse()
                                .withStatus(status)
                                .withHeader("Content-Type", type)
                                .withBody(Upstream.bytes(file))));
    }

    private HttpResponse<String> ask(String provider, String members, int status) throws Exception {
        String body = "{\"model\":\"" + provider + "/m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]"
                + members + "}";
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway("v1/chat"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }
}
