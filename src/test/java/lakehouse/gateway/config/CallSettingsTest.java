package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallSettingsTest {
    private final MapSettings values = new MapSettings();
    private final Settings settings = values.settings();

    @Test
    void givesValuesAndDefaultsOfOneMoment() {
        values.set("gateway.retry.max", "4");
        CallSettings now = settings.ofCalls();
        values.set("gateway.retry.max", "5");

        assertThat(now.get(Setting.RETRY_MAX)).isEqualTo(4);
        assertThat(now.get(Setting.BREAKER_FAILURES)).isEqualTo(3);
        assertThat(now.find(Setting.CHAT_DEFAULT_MODEL)).isNull();
        assertThatCode(now::check).doesNotThrowAnyException();
    }

    static Object[] thoseOfEveryCall() {
        return Setting.all().stream()
                .filter(Setting::stopsCalls)
                .filter(setting ->
                        !setting.form().equals(Form.TEXT) && !setting.form().equals(Form.LIST))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("thoseOfEveryCall")
    void letsNoCallBeginWithAValueThatCannotBeUsed(Setting<?> setting) {
        values.set(setting.pattern(), "much");

        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> settings.ofCalls().check())
                .withMessageStartingWith(setting.pattern() + " has a value of 4 characters that cannot be used.");
    }

    @ParameterizedTest
    @MethodSource("thoseOfEveryCall")
    void keepsTheLastValueThatCouldBeUsedForCallsUnderWay(Setting<?> setting) {
        CallSettings before = new CallSettings(settings, null);
        values.set(setting.pattern(), "much");
        CallSettings first = new CallSettings(settings, null);
        CallSettings after = new CallSettings(settings, before);

        assertThat(first.get(setting)).isEqualTo(setting.fallback());
        assertThat(after.get(setting)).isEqualTo(before.get(setting));
    }

    @Test
    void goesOnWithAUsedValueAndNotTheDefault() {
        CallSettings before =
                new CallSettings(values.set("gateway.retry.max", "4").settings(), null);
        CallSettings after =
                new CallSettings(values.set("gateway.retry.max", "many").settings(), before);

        assertThat(after.get(Setting.RETRY_MAX)).isEqualTo(4);
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(after::check);
    }

    @Test
    void asksTheServerOnceForManyCalls() {
        Set<String> asked = new HashSet<>();
        Settings counted = new Settings(key -> {
            assertThat(asked.add(key)).as("asked again for " + key).isTrue();
            return Optional.empty();
        });

        for (int call = 0; call < 10; call++) {
            counted.ofCalls().get(Setting.RETRY_MAX);
        }

        assertThat(asked).contains("gateway.retry.max", "gateway.breaker.failures", "gateway.max-concurrent-calls");
    }

    /** WildFly throws where a variable is not set, and one such value must not keep the others from being read. */
    @Test
    void takesAnExpressionWithoutItsVariableForNoValue() {
        Settings ofWildFly = new Settings(key -> {
            if (key.equals("gateway.chat.default-model")) {
                throw new NoSuchElementException("SRCFG00011");
            }
            return Optional.of("7").filter(value -> key.equals("gateway.retry.max"));
        });

        assertThat(ofWildFly.ofCalls().find(Setting.CHAT_DEFAULT_MODEL)).isNull();
        assertThat(ofWildFly.ofCalls().get(Setting.RETRY_MAX)).isEqualTo(7);
    }
}
