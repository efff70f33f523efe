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

        assertThat(settings.find(Setting.CHAT_DEFAULT_MODEL)).isNull();
        assertThat(settings.get(Setting.PROVIDERS)).isEmpty();
    }

    @Test
    void givesTheDefaultWhereNobodyWroteAValue() {
        assertThat(settings.find(Setting.MODELS_REFRESH)).isNull();
        assertThat(settings.get(Setting.MODELS_REFRESH)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.get(Setting.BUSY_WAIT)).isZero();
        assertThat(settings.get(Setting.PROVIDER_KEY_REQUIRED, "p")).isFalse();
        assertThat(settings.get(Setting.PROVIDER_MAX_CONCURRENT, "p")).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.get(Setting.PROVIDER_HEADERS, "p")).isEmpty();
    }

    @Test
    void seesAChangeAtOnce() {
        values.set("gateway.threads.max", "1");
        assertThat(settings.get(Setting.THREADS_MAX)).isEqualTo(1);

        values.set("gateway.threads.max", " 2 ");
        assertThat(settings.get(Setting.THREADS_MAX)).isEqualTo(2);
    }

    @Test
    void splitsListsAtCommasThatAreNotEscaped() {
        values.set("gateway.provider.p.headers", " A: 1 ,, B: x\\,y , ");

        assertThat(settings.get(Setting.PROVIDER_HEADERS, "p")).containsExactly("A: 1", "B: x,y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1e3", "2147483648", "33554432 bytes", "0x10"})
    void namesANumberThatCannotBeUsed(String value) {
        values.set("gateway.chat.max-body", value);

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> settings.get(Setting.CHAT_MAX_BODY))
                .withMessage("gateway.chat.max-body has a value of " + value.length()
                        + " characters that cannot be used. Write a whole number from 1 to 2147483647.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT90S", "pt10m", "P1D", "PT0.5S", "P365D"})
    void readsDurations(String value) {
        values.set("gateway.models.refresh", value);

        assertThat(settings.get(Setting.MODELS_REFRESH)).isEqualTo(Duration.parse(value));
    }

    @Test
    void takesTheSlashAtTheEndOfAnAddressAway() {
        values.set("gateway.provider.p.base-url", "http://[::1]:11434/v1/");

        assertThat(settings.get(Setting.PROVIDER_BASE_URL, "p")).isEqualTo(URI.create("http://[::1]:11434/v1"));
    }

    @Test
    void writesTheIdIntoTheKey() {
        assertThat(Setting.PROVIDER_API_KEY.key("ollama-cloud")).isEqualTo("gateway.provider.ollama-cloud.api-key");
        assertThat(Setting.PROVIDERS.key("kimi")).isEqualTo("gateway.providers");
    }
}
