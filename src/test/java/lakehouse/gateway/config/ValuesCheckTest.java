package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesCheckTest {
    private final MapSettings settings = MapSettings.withProvider("kimi");

    @Test
    void namesEveryValueOfAProviderThatDoesNotParse() {
        settings.set("gateway.provider.kimi.timeout", "10 minutes")
                .set("gateway.provider.kimi.idle-timeout", "PT0S")
                .set("gateway.provider.kimi.explicit-only", "maybe")
                .set("gateway.provider.kimi.max-concurrent", "many")
                .set("gateway.provider.kimi.base-url", "ftp://kimi.example.org");

        assertThat(problems())
                .extracting(ConfigurationProblem::key)
                .containsExactlyInAnyOrder(
                        "gateway.provider.kimi.timeout",
                        "gateway.provider.kimi.idle-timeout",
                        "gateway.provider.kimi.explicit-only",
                        "gateway.provider.kimi.max-concurrent",
                        "gateway.provider.kimi.base-url");
        assertThat(problems()).noneMatch(ConfigurationProblem::stopsCalls);
    }

    @Test
    void saysTheKeyAndTheAcceptedForm() {
        settings.set("gateway.provider.kimi.timeout", "10 minutes");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("gateway.provider.kimi.timeout has a value of 10 characters")
                        .contains("PT90S"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://kimi.example.org/v1",
                "kimi.example.org",
                "https://ops:test-password@kimi.example.org/v1",
                "https://kimi.example.org/v1?key=test-password",
            })
    void showsNothingOfAnAddressThatCannotBeUsed(String address) {
        settings.set("gateway.provider.kimi.base-url", address);

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("gateway.provider.kimi.base-url")
                        .contains("https://host/v1")
                        .doesNotContain("test-password", "example"));
    }

    @Test
    void neverShowsASecret() {
        settings.set("gateway.provider.kimi.api-key", "test key with spaces");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("gateway.provider.kimi.api-key")
                        .doesNotContain("test key"));
    }

    @Test
    void marksWhatStopsEveryCall() {
        settings.set("gateway.chat.max-body", "32 MB").set("gateway.ladder.night.rungs", "kimi/m");
        settings.set("gateway.ladder.night.timeout", "later");

        assertThat(problems())
                .extracting(ConfigurationProblem::key, ConfigurationProblem::stopsCalls)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("gateway.chat.max-body", true),
                        org.assertj.core.groups.Tuple.tuple("gateway.ladder.night.timeout", false));
    }

    /** The reader of env files takes them, so they are no mistake. */
    @ParameterizedTest
    @ValueSource(strings = {"yes", "On", "1", "off", "true"})
    void takesTheWordsThatTheReaderOfEnvFilesTakes(String strict) {
        settings.set("gateway.env-file.strict", strict);

        assertThat(problems()).isEmpty();
    }

    @Test
    void namesAChoiceThatThereIsNot() {
        settings.set("gateway.provider.kimi.on-disconnect", "abort");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).endsWith("Write cancel or drain."));
    }

    @Test
    void readsTheSettingsOfADialectWithItsProvidersOnly() {
        settings.set("gateway.provider.kimi.surface", "native").set("gateway.provider.kimi.num-ctx", "many");

        assertThat(problems()).isEmpty();

        settings.set("gateway.provider.kimi.dialect", "kimi");
        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("gateway.provider.kimi.surface has a value of 6 characters that cannot be used."
                                + " Write anthropic or openai."));

        settings.set("gateway.provider.kimi.dialect", "ollama");
        assertThat(problems()).extracting(ConfigurationProblem::key).containsExactly("gateway.provider.kimi.num-ctx");
    }

    @Test
    void knowsTheFormOfEverySettingThatHasOne() {
        for (Setting<?> setting : Setting.all()) {
            if (setting.pattern().contains("ladder")) {
                settings.set("gateway.ladder.kimi.rungs", "kimi/m");
            }
            settings.set(setting.key("kimi"), "a b");
        }
        settings.set("gateway.providers", "kimi").set("gateway.ladder.kimi.rungs", "kimi/m");

        assertThat(problems())
                .extracting(ConfigurationProblem::key)
                .containsExactlyInAnyOrderElementsOf(Setting.all().stream()
                        .filter(setting -> setting.form() != Form.TEXT
                                && setting.form() != Form.NAME
                                && setting.form() != Form.NAMES
                                && setting.form() != Form.PRINTABLE
                                && setting.form() != Form.LIST)
                        .map(setting -> setting.key("kimi"))
                        .toList());
    }

    private List<ConfigurationProblem> problems() {
        ValuesCheck check = new ValuesCheck();
        check.settings = settings.settings();
        check.declared = Declared.settings();
        return check.problems();
    }
}
