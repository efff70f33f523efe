package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** MicroProfile Health, and how mistakes in the configuration show. {@code gateway.properties} of the tests makes them. */
class HealthIT extends Deployed {
    private static final String TMEOUT = "gateway.provider.kimi.tmeout is no key of the gateway and has no effect."
            + " The nearest known one is gateway.provider.kimi.timeout.";

    @Test
    void isStartedLiveAndReadyThoughSomeProvidersAreNot() {
        assertThat(check("started", "gateway-started").getString("status")).isEqualTo("UP");
        assertThat(check("live", "gateway-live").getString("status")).isEqualTo("UP");
        assertThat(check("ready", "gateway-configuration").getString("status")).isEqualTo("UP");
        assertThat(check("ready", "gateway-providers").getString("status")).isEqualTo("UP");
    }

    @Test
    void showsEachMistakeWithItsKeyAndTheFix() {
        assertThat(check("ready", "gateway-configuration").getJsonObject("data").values())
                .anyMatch(value -> value.toString().contains(TMEOUT))
                .anyMatch(value -> value.toString().contains("gateway.provider.mistyped.timeout has a value")
                        && value.toString().contains("PT90S"))
                .anyMatch(value -> value.toString().contains("gateway.providers names")
                        && value.toString().contains("twice"))
                .anyMatch(value -> value.toString().contains("gateway.ladder.broken.rungs")
                        && value.toString().contains("Rung 1 of gateway.ladder.broken.rungs"));
    }

    @Test
    void showsTheSameMistakesAmongTheProviders() {
        assertThat(get("v1/providers").json().getJsonArray("configuration_problems"))
                .anyMatch(problem -> problem.toString().contains(TMEOUT));
    }

    @Test
    void logsEachMistakeOnce() throws Exception {
        assertThat(Pattern.compile(Pattern.quote("Configuration: " + TMEOUT))
                        .matcher(serverLog())
                        .results())
                .hasSize(1);
    }

    @Test
    void knowsProvidersFromRealTrafficOnly() {
        upstream().resetRequests();
        answers("ollama", Chat.completion("PONG"));
        chat(Chat.request("ollama/m")).isOk();

        var providers = check("ready", "gateway-providers").getJsonObject("data");

        assertThat(providers.getString("ollama")).startsWith("ok at ");
        assertThat(providers.getString("keyless")).contains("gateway.provider.keyless.api-key");
        assertThat(asked()).as("a health check costs no token").hasSize(1);
    }

    @Test
    void staysReadyWhenAProviderIsDown() {
        chat(Chat.request("dead/m")).isError(502, "upstream_unreachable");

        var providers = check("ready", "gateway-providers");

        assertThat(providers.getJsonObject("data").getString("dead")).startsWith("upstream_unreachable at ");
        assertThat(providers.getString("status")).isEqualTo("UP");
    }

    private JsonObject check(String kind, String name) {
        var reply = caller().send(Caller.request(health(kind)).build());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + name + " in " + reply.body()));
    }
}
