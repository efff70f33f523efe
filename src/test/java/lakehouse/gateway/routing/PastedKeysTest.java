package lakehouse.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.config.ValueProblems;
import lakehouse.gateway.config.WarDefaults;
import lakehouse.gateway.failure.GatewayException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A key that was pasted into the wrong line comes out nowhere, whatever the line. */
class PastedKeysTest {
    private static final String MARK = "PASTED";

    static Stream<Arguments> lines() {
        List<String> keys = List.of(
                "sk-or-v1-PASTED0123456789abcdef0123",
                "PASTED/sk-kimi-PASTED0123",
                "kimi/sk-kimi-PASTED0123",
                "PASTED not a key 0123",
                "a,PASTED0123456789abcdef01",
                "PASTED/slash+plus=");
        return Setting.all().stream()
                .filter(setting -> !setting.secret())
                .flatMap(setting -> keys.stream().map(key -> Arguments.of(setting.pattern(), key)));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void showNothingOfAKey(String pattern, String pasted) {
        MapSettings values = WarDefaults.with(Map.of("KIMI_API_KEY", "test-key"));
        values.set(pattern.replace("<id>", pattern.startsWith("gateway.ladder") ? "recovery" : "kimi"), pasted);

        assertThat(said(values.settings())).noneMatch(words -> words.contains(MARK));
    }

    private static List<String> said(Settings settings) {
        List<String> said = new ArrayList<>();
        RouteResolver resolver = RoutingFixture.resolver(settings, "kimi", "openrouter", "ollama", "openai");
        RoutesCheck routes = new RoutesCheck();
        routes.settings = settings;
        routes.registry = resolver.registry;
        routes.ladders = resolver.ladders;
        ask(said, () -> routes.problems().forEach(problem -> said.add(problem.key() + ": " + problem.message())));
        ask(
                said,
                () -> ValueProblems.of(settings)
                        .forEach(problem -> said.add(problem.key() + ": " + problem.message())));
        for (String model : List.of("kimi/m", "kimi/", "ladder/recovery", "nowhere/m")) {
            ask(said, () -> resolver.plan(null, model));
        }
        ask(said, () -> resolver.plan(null, null));
        ask(said, () -> resolver.plan("kimi", null));
        ask(said, () -> resolver.rung("kimi/m"));
        return said;
    }

    private static void ask(List<String> said, Runnable question) {
        try {
            question.run();
        } catch (GatewayException e) {
            said.add(e.failure().message());
        } catch (RuntimeException e) {
            said.add(String.valueOf(e.getMessage()));
        }
    }
}
