package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which provider and model a request means. */
class RoutingIT extends Deployed {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Say PONG\"}]";

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
        List.of("kimi", "openrouter", "ollama-cloud", "ollama")
                .forEach(provider -> answers(provider, Chat.completion("PONG")));
    }

    @Test
    void sendsTheSameRequestForAProviderAsForAPrefix() {
        chat("{\"provider\":\"kimi\",\"model\":\"kimi-for-coding\"," + MESSAGES + "}")
                .isOk();
        chat("{\"model\":\"kimi/kimi-for-coding\"," + MESSAGES + "}").isOk();
        chat("{\"provider\":\"kimi\",\"model\":\"kimi/kimi-for-coding\"," + MESSAGES + "}")
                .isOk();
        chat("{\"provider\":\"kimi\"," + MESSAGES + "}").isOk();

        var requests = asked("kimi");
        assertThat(requests).hasSize(4);
        var first = requests.get(0);
        assertThat(sent(first)).isEqualTo("{\"model\":\"kimi-for-coding\"," + MESSAGES + "}");
        assertThat(requests.subList(1, 3)).allSatisfy(request -> {
            assertThat(request.getBody()).isEqualTo(first.getBody());
            assertThat(request.getHeaders()).hasToString(first.getHeaders().toString());
        });
        // With no model at all, the provider's own default goes where a new field goes: to the end.
        assertThat(sent(requests.get(3))).isEqualTo("{" + MESSAGES + ",\"model\":\"kimi-for-coding\"}");
    }

    /** A request's body without what Kimi's dialect adds to every one; the tests of the dialects speak of that. */
    private static String sent(LoggedRequest request) {
        return request.getBodyAsString().replaceAll(",\"(max_completion_tokens|prompt_cache_key)\":[^,}]+", "");
    }

    @ParameterizedTest
    @CsvSource({
        "v1/chat, kimi/kimi-for-coding, kimi, kimi-for-coding",
        "v1/chat/completions, openrouter/moonshotai/kimi-k2.6, openrouter, moonshotai/kimi-k2.6",
        "v1/chat/completions, openrouter/auto, openrouter, openrouter/auto",
        "v1/chat/completions, openrouter/free, openrouter, openrouter/free",
        "v1/chat/completions, openrouter/openrouter/auto, openrouter, openrouter/auto",
        "v1/chat/completions, ollama-cloud/gpt-oss:120b, ollama-cloud, gpt-oss:120b",
        "v1/chat/completions, ollama/hf.co/some/model:Q4, ollama, hf.co/some/model:Q4",
        "v1/chat/completions, kimi/, kimi, kimi-for-coding",
    })
    void takesTheProviderFromTheFirstSegment(String path, String model, String provider, String leaves) {
        var reply =
                caller().send(Caller.post(gateway(path), Chat.request(model)).build());

        reply.isOk();
        assertThat(reply.header("x-gateway-provider")).isEqualTo(provider);
        assertThat(reply.header("x-gateway-model")).isEqualTo(leaves);
        assertThat(reply.header("x-gateway-attempts")).isEqualTo("1");
        assertThat(asked()).hasSize(1);
        assertThat(sent(asked(provider).get(0))).isEqualTo(Chat.request(leaves));
    }

    @Test
    void keepsAModelWholeWhoseFirstSegmentIsNoProvider() {
        chat("{\"provider\":\"openrouter\",\"model\":\"moonshotai/kimi-k2.6\"," + MESSAGES + "}")
                .isOk();

        assertThat(asked("openrouter").get(0).getBodyAsString())
                .isEqualTo("{\"model\":\"moonshotai/kimi-k2.6\"," + MESSAGES + "}");
    }

    @Test
    void passesARoutingObjectToOpenRouterToTheLetter() {
        var routing = "{ \"order\" : [\"Chutes\"], \"max_price\":{\"prompt\":1.50} }";

        chat("{\"provider\":" + routing + ",\"model\":\"openrouter/auto\"," + MESSAGES + "}")
                .isOk();

        assertThat(asked("openrouter").get(0).getBodyAsString())
                .isEqualTo("{\"provider\":" + routing + ",\"model\":\"openrouter/auto\"," + MESSAGES + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kimi", "ollama", "ollama-cloud"})
    void keepsARoutingObjectFromEveryOtherProvider(String provider) {
        chat("{\"provider\":{\"order\":[\"Chutes\"]},\"model\":\"" + provider + "/m\"," + MESSAGES + "}")
                .isOk();

        assertThat(sent(asked(provider).get(0))).isEqualTo("{\"model\":\"m\"," + MESSAGES + "}");
    }

    @Test
    void takesNullForAbsent() {
        chat("{\"provider\":null,\"model\":\"kimi/m\",\"stream\":null," + MESSAGES + "}")
                .isOk();

        assertThat(sent(asked("kimi").get(0))).isEqualTo("{\"model\":\"m\",\"stream\":null," + MESSAGES + "}");
    }

    @Test
    void refusesAProviderAndAPrefixThatDisagree() {
        var error = chat("{\"provider\":\"kimi\",\"model\":\"ollama/m\"," + MESSAGES + "}")
                .isError(400, "provider_conflict");

        assertThat(error.getString("message")).contains("\"kimi\"").contains("\"ollama\"");
        assertThat(error.getString("param")).isEqualTo("provider");
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{" + MESSAGES + "}",
                "{\"model\":null," + MESSAGES + "}",
                "{\"model\":\"gpt-5\"," + MESSAGES + "}",
                "{\"model\":\"nobody/m\"," + MESSAGES + "}",
                "{\"model\":\"Kimi/m\"," + MESSAGES + "}",
                "{\"provider\":\"nobody\",\"model\":\"m\"," + MESSAGES + "}",
            })
    void listsWhatExistsWhenNoProviderIsMeant(String body) {
        var error = chat(body).isError(404, "model_not_found");

        assertThat(error.getString("message"))
                .contains("kimi, openrouter, ollama-cloud, ollama")
                .contains("/v1/models");
        assertThat(error.getString("source")).isEqualTo("gateway");
        assertThat(asked()).isEmpty();
    }

    @Test
    void asksForAModelWhenTheProviderHasNoDefault() {
        var error = chat("{\"provider\":\"ollama\"," + MESSAGES + "}").isError(400, "invalid_request");

        assertThat(error.getString("param")).isEqualTo("model");
        assertThat(error.getString("message")).contains("gateway.provider.ollama.default-model");
        assertThat(asked()).isEmpty();
    }

    @Test
    void namesTheSettingOfAMissingKey() {
        var reply = chat(Chat.request("keyless/m"));

        var error = reply.isError(403, "provider_not_configured");
        assertThat(error.getString("message")).contains("gateway.provider.keyless.api-key");
        assertThat(error.getString("provider")).isEqualTo("keyless");
        assertThat(reply.header("x-should-retry")).isEqualTo("false");
        assertThat(asked()).isEmpty();
    }

    @Test
    void namesTheProblemOfAMistypedProvider() {
        var error = chat(Chat.request("mistyped/m")).isError(403, "provider_not_configured");

        assertThat(error.getString("message"))
                .contains("gateway.provider.mistyped.timeout")
                .contains("10 characters")
                .contains("PT10M");
        assertThat(asked()).isEmpty();
    }
}
