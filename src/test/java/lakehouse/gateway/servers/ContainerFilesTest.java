package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files for containers, parsed and judged without an engine that could run them. */
class ContainerFilesTest {
    /** What the image needs; no RUN, so nothing is fetched while it is built, and no ADD. */
    private static final Set<String> INSTRUCTIONS =
            Set.of("FROM", "LABEL", "USER", "COPY", "ENV", "EXPOSE", "VOLUME", "HEALTHCHECK", "CMD");

    /** From the Compose specification, those that are used here. A mistyped one would be refused by docker compose. */
    private static final Set<String> OF_A_SERVICE = Set.of(
            "build",
            "image",
            "profiles",
            "ports",
            "environment",
            "secrets",
            "volumes",
            "read_only",
            "tmpfs",
            "cap_drop",
            "security_opt",
            "mem_limit",
            "cpus",
            "pids_limit",
            "stop_grace_period",
            "restart");

    /** An instruction with its options and the rest. */
    private record Line(String word, List<String> options, String rest) {
        static Line of(String line) {
            var words = List.of(line.strip().split("\\s+"));
            var options = words.stream()
                    .skip(1)
                    .takeWhile(word -> word.startsWith("--"))
                    .toList();
            return new Line(words.get(0), options, String.join(" ", words.subList(1 + options.size(), words.size())));
        }

        /** The exec form, {@code ["a", "b"]}. Written otherwise, a shell would run it and swallow SIGTERM. */
        List<String> command() {
            try (var reader = Json.createReader(new StringReader(rest.replaceFirst("^CMD ", "")))) {
                return reader.readArray().getValuesAs(JsonString::getString);
            }
        }
    }

    @Test
    void theImageIsMadeOfKnownInstructions() throws IOException {
        assertThat(dockerfile()).extracting(Line::word).isSubsetOf(INSTRUCTIONS);
        assertThat(dockerfile().get(0).word()).isEqualTo("FROM");
    }

    @Test
    void theImageHasAFixedVersionAnUnprivilegedUserAndNoKeys() throws IOException {
        assertThat(rests("FROM")).singleElement().asString().matches("payara/micro:\\d+\\.\\d+\\.\\d+-jdk17");
        assertThat(rests("USER")).containsExactly("1000:1000");
        assertThat(rests("ENV")).noneMatch(value -> value.contains("KEY"));
    }

    @Test
    void theImageAsksWhetherTheGatewayIsLive() throws IOException {
        assertThat(lines("HEALTHCHECK")).singleElement().satisfies(check -> {
            assertThat(check.options())
                    .extracting(option -> option.replaceFirst("=.*", ""))
                    .contains("--timeout", "--interval");
            assertThat(check.command()).last().asString().contains("/health/live");
        });
    }

    @Test
    void theImageStartsWithFilesThatItHolds() throws IOException {
        var copied = lines("COPY").stream()
                .flatMap(copy -> {
                    var words = List.of(copy.rest().split(" "));
                    var to = words.get(words.size() - 1);
                    var from = words.subList(0, words.size() - 1);
                    // What Maven makes is not there before it has run.
                    assertThat(from).allMatch(file -> file.startsWith("target/") || Files.isRegularFile(Path.of(file)));
                    return from.stream()
                            .map(file -> to.endsWith("/") ? to + Path.of(file).getFileName() : to);
                })
                .toList();

        assertThat(lines("CMD"))
                .singleElement()
                .satisfies(cmd -> assertThat(cmd.command())
                        .filteredOn(word -> word.startsWith("/") && word.length() > 1)
                        .containsExactlyInAnyOrderElementsOf(copied));
    }

    @Test
    void composeHasKnownKeysOnlyAndEachNameThatItUses() throws IOException {
        var services = compose("services");

        assertThat(services).containsOnlyKeys("gateway", "ollama");
        assertThat(services.values())
                .allSatisfy(service -> assertThat(service.keySet()).isSubsetOf(OF_A_SERVICE));
        assertThat(services.values()).allSatisfy(service -> assertThat(service).containsKeys("mem_limit", "restart"));
        assertThat(sources(services.get("gateway"), "secrets"))
                .containsExactlyElementsOf(compose("secrets").keySet());
        assertThat(sources(services.get("ollama"), "volumes"))
                .containsExactlyElementsOf(compose("volumes").keySet());
        assertThat(services.get("gateway")).containsEntry("build", ".");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theComposedGatewayIsBoundedAndKeepsItsKeysInAFile() throws IOException {
        var gateway = compose("services").get("gateway");

        assertThat(gateway).containsKeys("cpus", "pids_limit", "stop_grace_period");
        assertThat(gateway).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
        assertThat((List<String>) gateway.get("ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(((Map<String, String>) gateway.get("environment")).keySet()).noneMatch(name -> name.contains("KEY"));
        assertThat(compose("secrets").get("lakehouse")).containsEntry("file", "./gateway.env");
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("/*.env");
    }

    @Test
    void ollamaComesOnDemandInAFixedVersion() throws IOException {
        var ollama = compose("services").get("ollama");

        assertThat(ollama).containsEntry("profiles", List.of("ollama"));
        assertThat(ollama.get("image").toString()).matches("ollama/ollama:\\d+\\.\\d+\\.\\d+");
    }

    /** A list of names, or of maps with a source. */
    private static List<String> sources(Map<String, Object> service, String key) {
        return ((List<?>) service.get(key))
                .stream()
                        .map(item -> item instanceof Map<?, ?> map
                                ? String.valueOf(map.get("source"))
                                : item.toString().replaceFirst(":.*", ""))
                        .toList();
    }

    private static List<String> rests(String word) throws IOException {
        return lines(word).stream().map(Line::rest).toList();
    }

    private static List<Line> lines(String word) throws IOException {
        return dockerfile().stream().filter(line -> line.word().equals(word)).toList();
    }

    private static List<Line> dockerfile() throws IOException {
        var text = Files.readString(Path.of("Dockerfile"))
                .replaceAll("(?m)^#.*\n", "")
                .replace("\\\n", " ");
        return Arrays.stream(text.split("\n"))
                .filter(line -> !line.isBlank())
                .map(Line::of)
                .toList();
    }

    private static Map<String, Map<String, Object>> compose(String part) throws IOException {
        Map<String, Map<String, Map<String, Object>>> compose = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("docker-compose.yml")));
        return compose.get(part);
    }
}
