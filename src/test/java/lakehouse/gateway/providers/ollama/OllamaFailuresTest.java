package lakehouse.gateway.providers.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.UpstreamReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaFailuresTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":\"model 'gpt-oss:20b' not found\"}",
                "{\"error\":\"model \\\"gpt-oss:20b\\\" not found, try pulling it first\"}",
                "{\"error\":{\"message\":\"model 'gpt-oss:20b' not found\",\"type\":\"not_found_error\",\"param\":null,\"code\":null}}"
            })
    void saysTheCommandThatFetchesAModel(String body) {
        Failure failure = failure("http://127.0.0.1:11434/v1", body, "gpt-oss:20b");

        assertThat(failure.kind()).isEqualTo(FailureKind.UPSTREAM_MODEL_MISSING);
        assertThat(failure.status()).isEqualTo(404);
        assertThat(failure.code()).isEqualTo("model_not_found");
        assertThat(failure.message()).contains("not found").endsWith("ollama pull gpt-oss:20b");
    }

    @Test
    void putsNoNameIntoACommandThatAShellWouldRead() {
        assertThat(failure("http://127.0.0.1:11434/v1", "{\"error\":\"model not found\"}", "m; rm -rf ~")
                        .message())
                .doesNotContain("rm -rf");
    }

    @Test
    void sendsNobodyOfTheCloudToPull() {
        assertThat(failure("https://ollama.com/v1", "{\"error\":\"model 'x' not found\"}", "x")
                        .message())
                .doesNotContain("ollama pull")
                .contains("ollama.com/search");
    }

    private static Failure failure(String base, String body, String model) {
        ProviderSettings provider = ProviderSettings.read(
                MapSettings.withProvider("ollama")
                        .set("gateway.provider.ollama.base-url", base)
                        .settings(),
                "ollama");
        return OllamaFailures.failure(provider, new UpstreamReply(404, body, null, null), model);
    }
}
