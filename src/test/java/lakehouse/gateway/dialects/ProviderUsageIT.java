package lakehouse.gateway.dialects;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import lakehouse.gateway.blackbox.Deployed;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.provider.Upstream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/providers/{id}/usage}. */
class ProviderUsageIT extends Deployed {
    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @Test
    void givesTheWindowsOfAKimiPlanThatCounts() throws Exception {
        reports("/kimi/v1/usages", "kimi/usages-counts.json");

        JsonObject report = json(usage("kimi", 200));

        JsonObject window = report.getJsonArray("windows").getJsonObject(1);
        assertThat(window.getString("name")).isEqualTo("5h");
        assertThat(window.getInt("limit")).isEqualTo(100);
        assertThat(window.getInt("used")).isEqualTo(1);
        assertThat(window.getString("resets_at")).isEqualTo("2026-09-14T10:17:42Z");
        assertThat(report.getString("provider")).isEqualTo("kimi");
        upstream()
                .verify(getRequestedFor(urlPathEqualTo("/kimi/v1/usages"))
                        .withHeader("Authorization", equalTo("Bearer test-key-kimi")));
    }

    @Test
    void givesTheWindowsOfAKimiPlanThatKnowsRatiosOnly() throws Exception {
        reports("/kimi-anthropic/v1/usages", "kimi/usages-ratios.json");

        JsonObject report = json(usage("kimi-anthropic", 200));

        JsonObject window = report.getJsonArray("windows").getJsonObject(0);
        assertThat(window.getString("name")).isEqualTo("5h");
        assertThat(window.getJsonNumber("used_ratio").doubleValue()).isEqualTo(0.25);
    }

    @Test
    void givesTheCreditOfAnOpenRouterAccount() throws Exception {
        reports("/openrouter/v1/credits", "openrouter/credits.json");
        reports("/openrouter/v1/key", "openrouter/key.json");

        JsonObject report = json(usage("openrouter", 200));

        assertThat(report.getJsonObject("credit").getJsonNumber("remaining").doubleValue())
                .isEqualTo(11.25);
        assertThat(report.getJsonArray("windows")
                        .getJsonObject(0)
                        .getJsonNumber("remaining")
                        .doubleValue())
                .isEqualTo(37.5);
    }

    @Test
    void passesOnWhatTheProviderRefuses() throws Exception {
        upstream()
                .stubFor(WireMock.get(urlPathEqualTo("/kimi/v1/usages"))
                        .willReturn(aResponse()
                                .withStatus(401)
                                .withHeader("Content-Type", "application/json")
                                .withBody(text("kimi/error-401.json"))));

        assertThat(usage("kimi", 403).body())
                .contains("upstream_auth_failed", "appears to be invalid", "sk-kimi- belong to api.kimi.com");
    }

    @Test
    void saysWhenThereIsNoReport() throws Exception {
        assertThat(usage("compatible", 404).body()).contains("has no usage report");
        assertThat(usage("nobody", 404).body()).contains("There is no provider");
        assertThat(usage("mistyped", 403).body()).contains("10 characters");
    }

    private void reports(String path, String file) {
        upstream().stubFor(WireMock.get(urlPathEqualTo(path)).willReturn(okJson(text(file))));
    }

    private static String text(String file) {
        return new String(Upstream.bytes(file), StandardCharsets.UTF_8);
    }

    private HttpResponse<String> usage(String provider, int status) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway("v1/providers/" + provider + "/usage"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private static JsonObject json(HttpResponse<String> answer) throws Exception {
        return JsonSyntax.object(answer.body());
    }
}
