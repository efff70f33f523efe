package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoedHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10000",
                "-1",
                "0.5",
                "6m0s",
                "12ms",
                "1h2m3.5s",
                "2026-01-01T00:00:30Z",
                "Thu, 01 Jan 2026 00:00:30 GMT",
                "100;w=60",
                "10, 10;w=1;burst=0",
                "1767225600000"
            })
    void passesOnWhatVendorsSayOfTheirLimits(String value) {
        assertThat(limits("X-RateLimit-Remaining-Tokens", value))
                .containsExactly(Map.entry("x-ratelimit-remaining-tokens", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "many",
                "<script>",
                "5\u001b[31m",
                "5\r6",
                "sk-test-0123456789",
                "5 6",
                "1;w=",
                "é",
                "99999999999999999999999999999999999999999999999999999999999999999999"
            })
    void dropsWhatIsNoLimit(String value) {
        assertThat(limits("x-ratelimit-remaining", value)).isEmpty();
    }

    @Test
    void passesOnMilliseconds() {
        assertThat(limits("Retry-After-Ms", "1500.5")).containsExactly(Map.entry("retry-after-ms", "1500.5"));
        assertThat(limits("retry-after-ms", "soon")).isEmpty();
        assertThat(limits("retry-after-ms", "2s")).isEmpty();
    }

    @Test
    void passesOnNoOtherHeader() {
        assertThat(limits("x-ratelimit", "5")).isEmpty();
        assertThat(limits("set-cookie", "5")).isEmpty();
        assertThat(limits("x-ratelimit-" + "a".repeat(60), "5")).isEmpty();
        assertThat(limits("x-ratelimit-<b>", "5")).isEmpty();
    }

    @Test
    void boundsTheirNumber() {
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        for (int i = 0; i < 200; i++) {
            response.addHeader("x-ratelimit-" + i, "5");
        }
        assertThat(EchoedHeaders.limits(response)).hasSize(24);
    }

    @Test
    void takesOnlyShortPrintableTextForAnId() {
        assertThat(EchoedHeaders.id("req_011CV5J4YZo4J3KLTDZgDN7S")).isEqualTo("req_011CV5J4YZo4J3KLTDZgDN7S");
        assertThat(EchoedHeaders.id("a".repeat(129))).isNull();
        assertThat(EchoedHeaders.id("a b")).isNull();
        assertThat(EchoedHeaders.id("a\u001b")).isNull();
        assertThat(EchoedHeaders.id("")).isNull();
        assertThat(EchoedHeaders.id(null)).isNull();
    }

    private static Map<String, String> limits(String name, String value) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.addHeader(name, value);
        return EchoedHeaders.limits(response);
    }
}
