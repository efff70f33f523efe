package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private final MapSettings values = new MapSettings();
    private final Settings settings = values.settings();

    @Test
    void takesABlankValueForNone() {
        values.set("gateway.chat.default-model", " \t ");

        assertThat(settings.text(Setting.CHAT_DEFAULT_MODEL)).isNull();
        assertThat(settings.list(Setting.ACCESS_KEYS, "")).isEmpty();
        assertThat(settings.secret(Setting.PROVIDER_API_KEY, "p")).isNull();
        assertThat(settings.address(Setting.PROVIDER_BASE_URL, "p")).isNull();
        assertThat(settings.duration(Setting.MODELS_REFRESH, "", Duration.ofDays(1)))
                .isEqualTo(Duration.ofDays(1));
        assertThat(settings.flag(Setting.PROVIDER_KEY_REQUIRED, "p", true)).isTrue();
        assertThat(settings.number(Setting.THREADS_MAX, "", 7)).isEqualTo(7);
    }

    @Test
    void seesAChangeAtOnce() {
        values.set("gateway.threads.max", "1");
        assertThat(settings.number(Setting.THREADS_MAX, "", 7)).isEqualTo(1);

        values.set("gateway.threads.max", " 2 ");
        assertThat(settings.number(Setting.THREADS_MAX, "", 7)).isEqualTo(2);
    }

    @Test
    void splitsListsAtCommasThatAreNotEscaped() {
        values.set("gateway.provider.p.headers", " A: 1 ,, B: x\\,y , ");

        assertThat(settings.list(Setting.PROVIDER_HEADERS, "p")).containsExactly("A: 1", "B: x,y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1e3", "2147483648", "33554432 bytes", "0x10"})
    void namesANumberThatCannotBeUsed(String value) {
        values.set("gateway.chat.max-body", value);

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> settings.number(Setting.CHAT_MAX_BODY, "", 1))
                .withMessage("gateway.chat.max-body has a value of " + value.length()
                        + " characters that cannot be used. Write a whole number from 1 to 2147483647.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT90S", "pt10m", "P1D", "PT0.5S", "P365D"})
    void readsDurations(String value) {
        values.set("gateway.models.refresh", value);

        assertThat(settings.duration(Setting.MODELS_REFRESH, "", Duration.ofSeconds(1)))
                .isEqualTo(Duration.parse(value));
    }

    @Test
    void takesTheSlashAtTheEndOfAnAddressAway() {
        values.set("gateway.provider.p.base-url", "http://[::1]:11434/v1/");

        assertThat(settings.address(Setting.PROVIDER_BASE_URL, "p")).isEqualTo(URI.create("http://[::1]:11434/v1"));
    }

    @Test
    void writesTheIdIntoTheKey() {
        assertThat(Setting.PROVIDER_API_KEY.key("ollama-cloud")).isEqualTo("gateway.provider.ollama-cloud.api-key");
        assertThat(Setting.PROVIDERS.key("kimi")).isEqualTo("gateway.providers");
    }
}
