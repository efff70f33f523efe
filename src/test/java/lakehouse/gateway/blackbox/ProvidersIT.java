package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees of the providers. */
class ProvidersIT extends Deployed {

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @Test
    void showsHowAProviderIsConfigured() {
        var kimi = provider("kimi");
        assertThat(kimi.getString("dialect")).isEqualTo("kimi");
        assertThat(kimi.getString("base_url"))
                .isEqualTo(upstream().baseUrl().replace("localhost", "127.0.0.1") + "/kimi/v1");
        assertThat(kimi.getBoolean("usable")).isTrue();
        assertThat(kimi.getBoolean("key_present")).isTrue();
        assertThat(kimi.getBoolean("explicit_only")).isTrue();
        assertThat(kimi.getString("user_agent")).startsWith("LakehouseGateway/");
        assertThat(kimi.getJsonObject("timeouts").getString("total")).isEqualTo("PT10M");
        assertThat(provider("openrouter").getJsonObject("timeouts").getString("total"))
                .isEqualTo("PT3M");
        assertThat(provider("openrouter").getBoolean("explicit_only")).isFalse();
        assertThat(provider("ollama").getBoolean("key_present")).isFalse();
        assertThat(provider("hasty").getJsonObject("timeouts"))
                .hasToString(
                        "{\"connect\":\"PT0.4S\",\"first_token\":\"PT0.8S\",\"idle\":\"PT0.6S\",\"total\":\"PT5S\"}");
    }

    @Test
    void showsWhatIsWrong() {
        assertThat(provider("keyless").getBoolean("usable")).isFalse();
        assertThat(provider("keyless").getString("problem")).contains("gateway.provider.keyless.api-key");
        assertThat(provider("mistyped").getBoolean("usable")).isFalse();
        assertThat(provider("mistyped").getString("problem")).contains("gateway.provider.mistyped.timeout");
    }

    @Test
    void showsHowTheLastCallEndedAndWhen() {
        answers("kimi", Chat.completion("PONG"));
        var before = Instant.now();
        chat(Chat.request("kimi/m")).isOk();
        assertLast("kimi", "ok", before);

        answers("kimi", serverError());
        before = Instant.now();
        chat(Chat.request("kimi/m")).isError(502, "upstream_error");
        assertLast("kimi", "upstream_error", before);

        before = Instant.now();
        chat(Chat.request("dead/m")).isError(502, "upstream_unreachable");
        assertLast("dead", "upstream_unreachable", before);
    }

    private void assertLast(String provider, String outcome, Instant since) {
        var last = provider(provider).getJsonObject("last");
        assertThat(last.getString("outcome")).isEqualTo(outcome);
        assertThat(Instant.parse(last.getString("at"))).isBetween(since, Instant.now());
    }

    @Test
    void showsNoKey() {
        assertThat(get("v1/providers").isOk().body()).doesNotContain("test-key");
    }

    private JsonObject provider(String id) {
        return get("v1/providers").isOk().json().getJsonArray("data").getValuesAs(JsonObject.class).stream()
                .filter(provider -> provider.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
