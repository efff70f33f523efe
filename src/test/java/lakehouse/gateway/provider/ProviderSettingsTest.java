package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.upstream.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSettingsTest {
    private static final String KEY = "test-key-provider";
    private static final String PREFIX = "gateway.provider.p.";

    private final MapSettings configured = MapSettings.withProvider("p");

    @Test
    void takesTheDefaultsThatAreDocumented() {
        ProviderSettings provider = read();

        assertThat(provider.dialect()).isEqualTo(Setting.PROVIDER_DIALECT.fallback());
        assertThat(provider.userAgent()).isEqualTo("LakehouseGateway/" + GatewayVersion.VERSION);
        assertThat(GatewayVersion.VERSION).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(provider.clocks().connect()).isEqualTo(Setting.PROVIDER_CONNECT_TIMEOUT.fallback());
        assertThat(provider.clocks().idle()).isEqualTo(Setting.PROVIDER_IDLE_TIMEOUT.fallback());
        assertThat(provider.clocks().total()).isEqualTo(Setting.PROVIDER_TIMEOUT.fallback());
        assertThat(provider.clocks().firstToken()).isEqualTo(provider.clocks().total());
        assertThat(provider.keyRequired()).isFalse();
        assertThat(provider.explicitOnly()).isFalse();
        assertThat(provider.apiKey()).isNull();
        assertThat(provider.missingSetting()).isNull();
        assertThat(provider.headers()).isEmpty();
        assertThat(provider.defaultModel()).isNull();
        assertThat(provider.wholeModels()).isEmpty();
    }

    @Test
    void readsWhatIsConfigured() {
        set("base-url", " https://example.org/v1/ ");
        set("dialect", "other");
        set("api-key", KEY);
        set("user-agent", "Example/1");
        set("first-token-timeout", "PT30S");
        set("timeout", "PT1M");
        set("explicit-only", "TRUE");
        set("headers", "X-One: 1, X-Two:a\\,b, X-Empty:");
        set("default-model", "m");
        set("whole-models", "p/auto, ,p/free");

        ProviderSettings provider = read();

        assertThat(provider.resolve("chat/completions"))
                .isEqualTo(URI.create("https://example.org/v1/chat/completions"));
        assertThat(provider.dialect()).isEqualTo("other");
        assertThat(provider.userAgent()).isEqualTo("Example/1");
        assertThat(provider.clocks().of(Clock.FIRST_TOKEN)).isEqualTo(Duration.ofSeconds(30));
        assertThat(provider.clocks().of(Clock.TOTAL)).isEqualTo(Duration.ofMinutes(1));
        assertThat(provider.explicitOnly()).isTrue();
        assertThat(provider.headers()).isEqualTo(Map.of("X-One", "1", "X-Two", "a,b"));
        assertThat(provider.defaultModel()).isEqualTo("m");
        assertThat(provider.wholeModels()).containsExactly("p/auto", "p/free");
    }

    @Test
    void showsNoSecretAndRemovesItFromOtherTexts() {
        set("api-key", KEY);
        set("headers", "X-Extra-Key: test-key-header");

        ProviderSettings provider = read();

        assertThat(provider.toString()).doesNotContain(KEY, "test-key-header").contains("p", "X-Extra-Key");
        assertThat(provider.redact("bad key " + KEY + "!")).isEqualTo("bad key ***!");
    }

    @Test
    void namesTheSettingOfAKeyThatIsMissing() {
        set("key-required", "true");
        assertThat(read().missingSetting()).isEqualTo("gateway.provider.p.api-key");

        set("api-key", "  ");
        assertThat(read().missingSetting()).isEqualTo("gateway.provider.p.api-key");

        set("api-key", KEY);
        assertThat(read().missingSetting()).isNull();
    }

    @Test
    void saysThatTheAddressIsMissing() {
        set("base-url", "");

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(this::read)
                .withMessage("gateway.provider.p.base-url is not set. Set it to the address of the provider, or take"
                        + " \"p\" out of gateway.providers.");
    }

    @ParameterizedTest
    @CsvSource({
        "connect-timeout, 5",
        "connect-timeout, PT0S",
        "idle-timeout, PT-1S",
        "first-token-timeout, 30s",
        "timeout, PTS",
        "timeout, PT99999999H"
    })
    void namesADurationThatCannotBeUsed(String name, String value) {
        assertRefused(name, value)
                .contains("a value of " + value.length() + " characters", "ISO-8601 duration", "PT90S");
    }

    @ParameterizedTest
    @CsvSource({"key-required, yes", "explicit-only, 1"})
    void namesAFlagThatCannotBeUsed(String name, String value) {
        assertRefused(name, value).contains("a value of " + value.length() + " characters", "Write true or false.");
    }

    @ParameterizedTest
    @CsvSource({
        "max-concurrent, 0, a whole number from 1 to",
        "on-disconnect, abort, Write cancel or drain",
        "drain-timeout, 30, ISO-8601 duration",
        "drain-events, many, a whole number from 1 to"
    })
    void namesALimitThatCannotBeUsed(String name, String value, String form) {
        assertRefused(name, value).contains("a value of " + value.length() + " characters", form);
    }

    /** The address itself is not repeated: it may hold a password. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org/v1",
                "ftp://example.org/v1",
                "https:///v1",
                "https://user:test-password@example.org/v1",
                "https://example.org/v1?key=test-password",
                "https://example.org/v1#test-password",
                "https://example.org:70000/v1",
                "https://exa mple.org"
            })
    void namesAnAddressThatCannotBeUsed(String value) {
        assertRefused("base-url", value).contains("https://host/v1").doesNotContain("test-password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-key with-space", "test-key-ü", "test-key\u0000x", "test-key\nx"})
    void namesAKeyThatCannotBeUsedWithoutShowingIt(String value) {
        assertRefused("api-key", value).contains("Copy the key again").doesNotContain("test-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-One", ": test-key-header", "X One: test-key-header", "X-One: test-key\nX-Two: header"})
    void namesHeadersThatCannotBeUsedWithoutShowingThem(String value) {
        assertRefused("headers", value).contains("\"Name: value\"").doesNotContain("test-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: example.org", "X-One: 1, content-length: 3", "Transfer-Encoding: chunked"})
    void refusesHeadersThatFrameTheRequest(String value) {
        assertRefused("headers", value).contains("which the gateway writes itself. Take it out.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0001b", "caf\u00e9/1"})
    void refusesAUserAgentThatNoHeaderCanHold(String value) {
        assertRefused("user-agent", value).contains("printable ASCII");
    }

    private org.assertj.core.api.AbstractStringAssert<?> assertRefused(String name, String value) {
        set(name, value);
        InvalidSettingException refused =
                org.assertj.core.api.Assertions.catchThrowableOfType(InvalidSettingException.class, this::read);
        assertThat(refused).as(name + "=" + value).isNotNull();
        return assertThat(refused.getMessage()).startsWith(PREFIX + name + " ");
    }

    private void set(String name, String value) {
        configured.set(PREFIX + name, value);
    }

    private ProviderSettings read() {
        return ProviderSettings.read(configured.settings(), "p");
    }
}
