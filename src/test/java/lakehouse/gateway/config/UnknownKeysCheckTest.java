package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysCheckTest {
    private final MapSettings settings = MapSettings.withProvider("kimi")
            .set("gateway.ladder.night.rungs", "ollama/m")
            .set("gateway.providers", "kimi,my.llm");

    @ParameterizedTest
    @CsvSource({
        "gateway.provider.kimi.tmeout, gateway.provider.kimi.timeout",
        "gateway.provider.kimi.user_agent, gateway.provider.kimi.user-agent",
        "gateway.provider.kimmi.base-url, gateway.provider.kimi.base-url",
        "gateway.providers.kimi.timeout, gateway.provider.kimi.timeout",
        "gateway.ladder.nite.recovery, gateway.ladder.night.recovery",
        "gateway.retries.max, gateway.retry.max",
        "GATEWAY_PROVIDER_KIMI_APIKEY, GATEWAY_PROVIDER_KIMI_API_KEY",
        "GATEWAY_PROVIDER_MYLLM_TIMEOUT, GATEWAY_PROVIDER_MY_LLM_TIMEOUT",
        "GATEWAY_CHAT_MAXBODY, GATEWAY_CHAT_MAX_BODY",
    })
    void namesTheNearestKey(String mistyped, String meant) {
        settings.set(mistyped, "PT1S");

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo(mistyped);
            assertThat(problem.message())
                    .startsWith(mistyped + " ")
                    .endsWith("The nearest known one is " + meant + ".");
            assertThat(problem.stopsCalls()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "OPENROUTER_APIKEY, OPENROUTER_API_KEY",
        "OPEN_ROUTER_API_KEY, OPENROUTER_API_KEY",
        "OPENROUTER_KEY, OPENROUTER_API_KEY",
        "OPENROUTER_TOKEN, OPENROUTER_API_KEY",
        "OPENROUTR_API_KEY, OPENROUTER_API_KEY",
        "openrouter_api_key, OPENROUTER_API_KEY",
        "OPENROUTER_REFERRER, OPENROUTER_REFERER",
        "KIMI_KEY, KIMI_API_KEY",
        "KIMI_APIKEY, KIMI_API_KEY",
        "KIMI_CODE_API_KEY, KIMI_API_KEY",
        "OLLAMA_KEY, OLLAMA_API_KEY",
        "OLLAMA_CLOUD_API_KEY, OLLAMA_API_KEY",
        "KIMI_TIMEOUT_SEC, KIMI_TIMEOUT_SECS",
    })
    void namesThePlainVariableThatWasMeant(String mistyped, String meant) {
        settings.set(mistyped, "x");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo(mistyped + " is no variable of the gateway and has no effect. It reads " + meant
                                + "."));
    }

    @ParameterizedTest
    @CsvSource({"KIMI_KEY, KIMI_API_KEY", "OPENROUTER_APIKEY, OPENROUTER_API_KEY"})
    void takesANearVariableForSomebodyElsesWhereTheRightOneIsSet(String near, String right) {
        settings.set(near, "x").set(right, "x");

        assertThat(problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.provider.my.llm.idle-timeout",
        "GATEWAY_PROVIDER_MY_LLM_IDLE_TIMEOUT",
        // In the WAR's own defaults, though not in the list here.
        "gateway.provider.openrouter.timeout",
        "GATEWAY_PROVIDER_OPENROUTER_TIMEOUT",
        "gateway.ladder.night.first-token-timeout",
        "GATEWAY_PORT",
        "GATEWAY_PORT_8080_TCP_ADDR",
        "GATEWAY_SERVICE_HOST",
        "gatewayd.home",
        "PATH",
        "KIMI_API_KEY",
        "OPENAI_API_KEY",
        "OLLAMA_HOST",
        "OLLAMA_KEEP_ALIVE",
        "OLLAMA_MODELS",
        "OLLAMA_KEYRING_DIR",
        "KIMI_HOME",
        "API_KEY",
        "XAI_API_KEY",
    })
    void keepsQuietAboutKnownAndForeignNames(String name) {
        settings.set(name, "x");

        assertThat(problems()).isEmpty();
    }

    @Test
    void saysThatTheProviderIsMissingWhenTheKeyItselfIsWell() {
        settings.set("gateway.provider.kimmi.timeout", "PT1S");

        assertThat(problems().get(0).message()).contains("belongs to a provider or ladder that is not there");
    }

    private List<ConfigurationProblem> problems() {
        UnknownKeysCheck check = new UnknownKeysCheck();
        check.settings = settings.settings();
        check.declared = Declared.settings();
        return check.problems();
    }
}
