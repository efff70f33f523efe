package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files for containers, parsed and judged without an engine that could run them. */
class ContainerFilesTest {
    /** What the image needs; no RUN, so it is what was copied, and no ADD. The stage that builds has some of its own. */
    private static final Set<String> INSTRUCTIONS =
            Set.of("FROM", "LABEL", "USER", "COPY", "ENV", "EXPOSE", "VOLUME", "HEALTHCHECK", "ENTRYPOINT", "CMD");

    /** From the Compose specification, those that are used here. A mistyped one would be refused by docker compose. */
    private static final Set<String> OF_A_SERVICE = Set.of(
            "build",
            "image",
            "profiles",
            "ports",
            "environment",
            "volumes",
            "read_only",
            "tmpfs",
            "cap_drop",
            "security_opt",
            "mem_limit",
            "cpus",
            "pids_limit",
            "ulimits",
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
    void theImageBuildsTheWarItself() throws IOException {
        var building = stages().get(0);

        assertThat(building.get(0).rest()).matches("maven:\\d+\\.\\d+\\.\\d+-eclipse-temurin-25 AS build");
        // Where it is made, whatever it is made for: the workflow builds for two kinds of processor, and emulates none.
        assertThat(building.get(0).options()).containsExactly("--platform=$BUILDPLATFORM");
        assertThat(dockerfile()).extracting(Line::word).doesNotContain("RUN");
        assertThat(building).extracting(Line::word).isSubsetOf("FROM", "WORKDIR", "COPY", "RUN");
        var sources = building.stream()
                .filter(line -> line.word().equals("COPY"))
                .flatMap(copy -> Arrays.stream(copy.rest().split(" ")).limit(1))
                .toList();
        // What .dockerignore holds back is not there to copy.
        assertThat(Files.readAllLines(Path.of(".dockerignore")))
                .contains("*")
                .containsAll(sources.stream().map(source -> "!" + source).toList());
        assertThat(sources).allMatch(source -> Files.exists(Path.of(source)));
        var made = building.stream().map(Line::rest).collect(Collectors.joining(" "));
        assertThat(made)
                .contains("payara-micro:"
                        + Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*<payara.version>(.*?)<.*", "$1"));
    }

    @Test
    void theImageHasAFixedVersionAnUnprivilegedUserAndNoKeys() throws IOException {
        assertThat(rests("FROM")).singleElement().asString().matches("eclipse-temurin:25\\.\\d+\\.\\d+_\\d+-jre");
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

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1"})
    void theHealthCheckBelievesTheGatewayOnly(int status, int code) throws Exception {
        var asked = new ArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/health/live", exchange -> {
            asked.add(
                    exchange.getProtocol() + " " + exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(healthCheck(server.getAddress().getPort())).isEqualTo(code);
        } finally {
            server.stop(0);
        }
        assertThat(asked).containsExactly("HTTP/1.1 127.0.0.1");
        assertThat(healthCheck(server.getAddress().getPort()))
                .as("nobody listens any more")
                .isNotZero();
    }

    private static int healthCheck(int port) throws Exception {
        var command = lines("HEALTHCHECK").get(0).command().stream()
                .map(word -> word.replace("/8080", "/" + port))
                .toList();
        return new ProcessBuilder(command).start().waitFor();
    }

    @Test
    void theImageStartsWithFilesThatItHolds() throws IOException {
        var copied = lines("COPY").stream()
                .flatMap(copy -> {
                    var words = List.of(copy.rest().split(" "));
                    var to = words.get(words.size() - 1);
                    var from = words.subList(0, words.size() - 1);
                    // What the first stage makes is not there before it has run.
                    assertThat(from)
                            .allMatch(file -> file.startsWith("/build/target/") || Files.isRegularFile(Path.of(file)));
                    return from.stream()
                            .map(file -> to.endsWith("/") ? to + Path.of(file).getFileName() : to);
                })
                .toList();

        assertThat(Stream.of("ENTRYPOINT", "CMD").flatMap(this::words))
                .map(word -> word.replaceFirst("^@", ""))
                .filteredOn(word -> word.startsWith("/opt/"))
                .containsExactlyInAnyOrderElementsOf(copied);
    }

    private Stream<String> words(String instruction) {
        try {
            return lines(instruction).get(0).command().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theImageStartsAsTheUnitOfSystemdDoes() throws IOException {
        var unit = Files.readString(Path.of("server-config/systemd/lakehouse.service"));

        assertThat(lines("CMD").get(0).command())
                .filteredOn(word -> word.startsWith("--"))
                .allSatisfy(option -> assertThat(unit).contains(option));
    }

    /** More would be more than the heap has room for: Payara ends no head that comes slowly. */
    @Test
    void connectionsHaveTheSameBoundInComposeAndUnderSystemd() throws IOException {
        assertThat(compose("services").get("gateway")).containsEntry("ulimits", Map.of("nofile", 16384));
        assertThat(Files.readAllLines(Path.of("server-config/systemd/lakehouse.service")))
                .contains("LimitNOFILE=16384");
    }

    @Test
    void composeHasKnownKeysOnlyAndEachNameThatItUses() throws IOException {
        var services = compose("services");

        assertThat(services).containsOnlyKeys("gateway", "ollama");
        assertThat(services.values())
                .allSatisfy(service -> assertThat(service.keySet()).isSubsetOf(OF_A_SERVICE));
        assertThat(services.values()).allSatisfy(service -> assertThat(service).containsKeys("mem_limit", "restart"));
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
        // A clean clone has no keys yet, and starts all the same.
        var keys = (Map<String, Object>) ((List<?>) gateway.get("volumes")).get(0);
        assertThat(keys)
                .containsEntry("source", "./env")
                .containsEntry("target", "/etc/lakehouse")
                .containsEntry("read_only", true)
                .containsEntry("bind", Map.of("create_host_path", true));
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("/*.env", "/env/");
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

    /** The image itself: the last stage. */
    private static List<Line> dockerfile() throws IOException {
        return stages().get(1);
    }

    private static List<List<Line>> stages() throws IOException {
        var stages = new ArrayList<List<Line>>();
        for (var line : instructions()) {
            if (line.word().equals("FROM")) {
                stages.add(new ArrayList<>());
            }
            stages.get(stages.size() - 1).add(line);
        }
        assertThat(stages).hasSize(2);
        return stages;
    }

    private static List<Line> instructions() throws IOException {
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
