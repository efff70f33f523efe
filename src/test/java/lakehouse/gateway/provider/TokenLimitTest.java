package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.json.JsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenLimitTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "8192.0, 8192",
        "1e3, 1000",
        "99999999999, 2147483647",
        "-5, -5",
        "1.5, ",
        "\"7\", ",
        "null, ",
    })
    void readsEveryFormOfAWholeNumber(String given, Integer limit) throws Exception {
        assertThat(limit("\"max_tokens\":" + given).sent()).isEqualTo(limit);
    }

    @Test
    void letsTheNewerNameWin() throws Exception {
        TokenLimit limit = limit("\"max_tokens\":1,\"max_completion_tokens\":2.0");

        assertThat(limit.sent()).isEqualTo(2);
        assertThat(limit.field()).isEqualTo(TokenLimit.CURRENT);
        assertThat(limit("\"max_tokens\":1,\"max_completion_tokens\":null").field())
                .isEqualTo(TokenLimit.EARLIER);
    }

    @Test
    void leavesTheCallersOwnFormAlone() throws Exception {
        JsonDocument body = JsonDocument.parse("{\"max_tokens\":1e3}");

        assertThat(limit("\"max_tokens\":1e3").differsFrom(body)).isFalse();
    }

    private static TokenLimit limit(String members) throws Exception {
        return TokenLimit.of(
                JsonDocument.parse("{" + members + "}"),
                ProviderSettings.read(MapSettings.withProvider("p").settings(), "p"));
    }
}
