package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in when no key is configured: programs on the same machine, and nobody who only looks like one. */
class LocalAccessIT extends Deployed {

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
        answers("kimi", Chat.completion("PONG"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "localhost:8080", "[::1]:8080", "127.0.0.2"})
    void letsALocalProgramIn(String host) {
        chat(Chat.request("kimi/m"), "Host", host).isOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1"})
    void letsALocalPageIn(String origin) {
        chat(Chat.request("kimi/m"), "Origin", origin).isOk();
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 203.0.113.7",
        "X-Forwarded-For, 127.0.0.1",
        "Forwarded, for=203.0.113.7",
        "X-Real-IP, 203.0.113.7",
        "Via, 1.1 proxy",
        "Origin, https://example.org",
        "Origin, null",
        "Origin, http://localhost.example.org",
        "Origin, http://127.0.0.1.example.org",
        "Host, example.org",
        "Host, 127.0.0.1.example.org",
        "Host, localhost.example.org:8080",
    })
    void keepsOutWhoMayComeFromElsewhere(String header, String value) {
        var error = chat(Chat.request("kimi/m"), header, value).isError(401, "invalid_api_key");

        assertThat(error.getString("message")).contains("gateway.access.keys").contains("own machine");
        assertThat(asked()).isEmpty();
    }
}
