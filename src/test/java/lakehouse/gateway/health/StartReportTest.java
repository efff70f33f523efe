package lakehouse.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.config.Misspellings;
import lakehouse.gateway.config.WarDefaults;
import lakehouse.gateway.routing.KnownModels;
import lakehouse.gateway.routing.RoutingFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words after a start, compared with files that show them as they are read. */
class StartReportTest {
    private static final Path WORDS = Path.of("src/test/resources/start");
    private static final KnownModels NOBODY_ASKED = (provider, model) -> false;
    private static final KnownModels NO_OLLAMA = new KnownModels() {
        @Override
        public boolean lacks(String provider, String model) {
            return false;
        }

        @Override
        public boolean isSilent(String provider) {
            return provider.equals("ollama");
        }
    };

    @ParameterizedTest
    @CsvSource({
        "no-key, ''",
        "one-key, OPENROUTER_API_KEY",
        "all-keys, KIMI_API_KEY OPENROUTER_API_KEY OLLAMA_API_KEY",
        "misspelt-keys, OPENROUTER_APIKEY KIMI_KEY OLLAMA_CLOUD_API_KEY",
        "other-model, ''",
        "no-ollama, OPENROUTER_API_KEY",
    })
    void saysWhatIsUsableAndWhatIsMissing(String file, String variables) throws IOException {
        Map<String, String> names = new HashMap<>();
        for (var variable : variables.split(" ")) {
            names.put(variable, "test-key");
        }
        MapSettings settings = WarDefaults.with(names);
        names.keySet().stream().filter(name -> !name.isEmpty()).forEach(name -> settings.set(name, "test-key"));
        KnownModels catalog = switch (file) {
            case "other-model" -> (provider, model) -> provider.equals("ollama");
            case "no-ollama" -> NO_OLLAMA;
            default -> NOBODY_ASKED;
        };
        var looks = RoutingFixture.looks(settings.settings(), catalog, "kimi", "openrouter", "ollama", "openai");
        StartReport report = new StartReport();
        report.registry = looks.registry();
        report.ladders = looks.ladders();
        report.states = looks.states();

        List<String> said = new ArrayList<>(Misspellings.of(settings));
        said.addAll(report.lines());

        Path words = WORDS.resolve(file + ".txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(WORDS);
            Files.write(words, said);
        }
        assertThat(said).containsExactlyElementsOf(Files.readAllLines(words));
    }
}
