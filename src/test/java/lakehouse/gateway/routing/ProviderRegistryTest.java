package lakehouse.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.config.WarDefaults;
import lakehouse.gateway.provider.ProviderSettings;
import org.junit.jupiter.api.Test;

class ProviderRegistryTest {

    @Test
    void buildsTheFourProvidersOfTheWarsDefaults() {
        Providers providers = RoutingFixture.registry(
                        WarDefaults.with(Map.of()).settings(), "openai", "kimi", "openrouter", "ollama")
                .current();

        assertThat(providers.ids()).containsExactly("kimi", "openrouter", "ollama-cloud", "ollama");
        assertThat(providers.problems()).isEmpty();
        assertThat(settings(providers, "kimi").explicitOnly()).isTrue();
        assertThat(settings(providers, "kimi").clocks().total()).isEqualTo(Duration.ofSeconds(600));
        assertThat(settings(providers, "kimi").missingSetting())
                .isEqualTo("KIMI_API_KEY (or gateway.provider.kimi.api-key)");
        assertThat(settings(providers, "openrouter").clocks().total()).isEqualTo(Duration.ofSeconds(180));
        assertThat(settings(providers, "openrouter").headers()).isEmpty();
        assertThat(settings(providers, "ollama-cloud").missingSetting()).isNotNull();
        assertThat(settings(providers, "ollama").missingSetting()).isNull();
        assertThat(providers.usable().values())
                .allSatisfy(
                        provider -> assertThat(provider.settings().userAgent()).startsWith("LakehouseGateway/"));
    }

    @Test
    void leavesOutAProviderWithASettingThatItsDialectCannotUse() {
        MapSettings settings = MapSettings.withProvider("p").set("gateway.provider.p.spice", "much");

        Providers providers =
                RoutingFixture.registry(settings.settings(), "openai").current();

        assertThat(providers.usable()).isEmpty();
        assertThat(providers.problems().get("p"))
                .startsWith("gateway.provider.p.spice has a value of 4 characters that cannot be used.");
    }

    @Test
    void readsTheNamesThatOperatorsAlreadyKnow() {
        Map<String, String> names = Map.of(
                "KIMI_API_KEY", "test-key-kimi",
                "KIMI_TIMEOUT_SECS", "90",
                "OPENROUTER_API_KEY", "test-key-openrouter",
                "OPENROUTER_REFERER", "https://app.example.org",
                "OPENROUTER_TITLE", "Example application",
                "OLLAMA_API_KEY", "test-key-ollama");

        Providers providers = RoutingFixture.registry(
                        WarDefaults.with(names).settings(), "openai", "kimi", "openrouter", "ollama")
                .current();

        assertThat(providers.usable().values())
                .allSatisfy(provider ->
                        assertThat(provider.settings().missingSetting()).isNull());
        assertThat(settings(providers, "kimi").clocks().total()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings(providers, "openrouter").headers())
                .isEqualTo(
                        Map.of("HTTP-Referer", "https://app.example.org", "X-OpenRouter-Title", "Example application"));
    }

    @Test
    void keepsTheGoodProvidersWhenOneIsBad() {
        MapSettings settings = new MapSettings()
                .set("gateway.providers", "good, no-address, Bad Id, odd, good")
                .provider("good")
                .provider("odd")
                .set("gateway.provider.odd.dialect", "klingon");

        Providers providers =
                RoutingFixture.registry(settings.settings(), "openai", "kimi").current();

        assertThat(providers.usable()).containsOnlyKeys("good");
        assertThat(providers.problems()).containsOnlyKeys("no-address", "entry-3", "odd");
        assertThat(providers.problems().get("no-address"))
                .startsWith("gateway.provider.no-address.base-url is not set");
        assertThat(providers.problems().get("entry-3"))
                .startsWith("Entry 3 of gateway.providers has 6 characters and is not an id")
                .doesNotContain("Bad Id");
        assertThat(providers.problems().get("odd"))
                .isEqualTo(
                        "gateway.provider.odd.dialect has a value of 7 characters that cannot be used. Write one of kimi, openai.");
        assertThat(providers.names("odd")).isTrue();
        assertThat(providers.names("other")).isFalse();
    }

    @Test
    void isEmptyWhenNothingIsConfigured() {
        Providers providers =
                RoutingFixture.registry(new MapSettings().settings(), "openai").current();

        assertThat(providers.ids()).isEmpty();
        assertThat(providers.find("kimi")).isEmpty();
    }

    private static ProviderSettings settings(Providers providers, String id) {
        return providers.find(id).orElseThrow().settings();
    }
}
