package lakehouse.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Properties;
import lakehouse.gateway.config.ConfigurationProblem;
import lakehouse.gateway.config.MapSettings;
import org.junit.jupiter.api.Test;

class RoutesCheckTest {
    private final MapSettings settings =
            MapSettings.withProvider("ollama").provider("my.llm").provider("my-llm");

    @Test
    void findsTwoProvidersWithOneId() {
        settings.set("gateway.providers", "ollama, my.llm, ollama");

        assertThat(messages())
                .singleElement()
                .asString()
                .contains("gateway.providers names \"ollama\" twice")
                .contains("rename");
    }

    @Test
    void findsTwoProvidersWithTheSameVariables() {
        settings.set("gateway.providers", "ollama,my.llm,my-llm");

        assertThat(messages()).singleElement().asString().contains("\"my.llm\" and \"my-llm\"");
    }

    @Test
    void findsARungThatDoesNotExist() {
        settings.set("gateway.ladder.night.rungs", "ollama/a,nowhere/b");

        assertThat(messages())
                .singleElement()
                .asString()
                .startsWith("Rung 2 of gateway.ladder.night.rungs")
                .contains("ollama");
    }

    @Test
    void keepsQuietAboutTheWarsOwnLadderWhenItsProvidersAreNotThere() throws IOException {
        settings.set("gateway.ladder.recovery.rungs", shippedRungs());
        assertThat(messages()).isEmpty();

        settings.set("gateway.ladder.recovery.rungs", "nowhere/m");
        assertThat(messages()).singleElement().asString().contains("Rung 1 of gateway.ladder.recovery.rungs");
    }

    private static String shippedRungs() throws IOException {
        var defaults = new Properties();
        try (var in = RoutesCheckTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
            defaults.load(in);
        }
        return defaults.getProperty("gateway.ladder.recovery.rungs");
    }

    @Test
    void findsAProviderThatCannotBeUsed() {
        settings.set("gateway.provider.ollama.dialect", "klingon");

        assertThat(messages())
                .singleElement()
                .asString()
                .contains("gateway.provider.ollama.dialect has a value of 7 characters");
    }

    private List<String> messages() {
        RouteResolver resolver = RoutingFixture.resolver(settings.settings(), "openai");
        RoutesCheck check = new RoutesCheck();
        check.settings = resolver.settings;
        check.registry = resolver.registry;
        check.ladders = resolver.ladders;
        return check.problems().stream().map(ConfigurationProblem::message).toList();
    }
}
