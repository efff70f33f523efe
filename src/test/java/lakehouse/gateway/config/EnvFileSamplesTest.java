package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileSamplesTest {
    private static final Path SAMPLES = Path.of("server-config", "env");

    @ParameterizedTest
    @ValueSource(strings = {"docs/configuration.md"})
    void theEnvFilesOfTheDocumentsAreRead(String document) throws IOException {
        var blocks = Pattern.compile("(?s)```dotenv\n(.*?)```")
                .matcher(Files.readString(Path.of(document)))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks).hasSize(4).allSatisfy(block -> {
            EnvFileContent content = EnvFileParser.parse(document, block);
            assertThat(content.problems()).isEmpty();
            assertThat(content.values()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"kimi", "openrouter", "ollama", "gateway"})
    void holdOnlyCommentsThatAreValidOnceTheSignIsRemoved(String name) throws IOException {
        String text = Files.readString(SAMPLES.resolve(name + ".env.sample"));

        EnvFileContent asShipped = EnvFileParser.parse(name, text);
        assertThat(asShipped.values()).isEmpty();
        assertThat(asShipped.problems()).isEmpty();
        assertThat(text).contains("chmod 600 /etc/lakehouse/" + name + ".env");

        List<String> settings =
                text.lines().filter(line -> line.matches("#[^ ].*")).toList();
        EnvFileContent inUse =
                EnvFileParser.parse(name, String.join("\n", settings).replace("#", ""));
        assertThat(inUse.problems()).isEmpty();
        assertThat(inUse.values()).hasSameSizeAs(settings).allSatisfy((key, value) -> {
            if (key.endsWith("_KEY") || key.endsWith("_KEYS")) {
                assertThat(value).as(key).isEmpty();
            }
        });
    }
}
