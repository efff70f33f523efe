package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files for systemd and containers, as far as they can be judged without running either. */
class ShippedFilesTest {
    private static final Path SYSTEMD = Path.of("server-config/systemd");

    @Test
    void systemdFindsNothingToSayAboutTheUnitAndItsDropIn(@TempDir Path copy) throws Exception {
        var tool = Path.of("/usr/bin/systemd-analyze");
        if (!Files.isExecutable(tool)) {
            System.err.println("==== systemd-analyze IS NOT HERE: the unit was NOT verified. ====");
        }
        assumeTrue(Files.isExecutable(tool), "systemd-analyze is not here: the unit was NOT verified");
        // From a folder of its own: there the drop-in counts too.
        var unit = Files.copy(SYSTEMD.resolve("lakehouse.service"), copy.resolve("lakehouse.service"));
        var dropIns = Files.createDirectory(copy.resolve("lakehouse.service.d"));
        Files.copy(SYSTEMD.resolve("lakehouse.service.d/env-files.conf"), dropIns.resolve("env-files.conf"));

        var process = new ProcessBuilder(tool.toString(), "verify", unit.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void theUnitIsUnprivilegedAndOutlastsTheDrain() throws IOException {
        assertThat(Files.readAllLines(SYSTEMD.resolve("lakehouse.service")))
                .contains("User=lakehouse", "NoNewPrivileges=yes", "ProtectSystem=strict", "Restart=on-failure")
                .contains("TimeoutStopSec=60");
    }

    @Test
    void theImageHasAFixedVersionAUserAndAHealthCheck() throws IOException {
        var lines = Files.readAllLines(Path.of("Dockerfile"));

        assertThat(lines)
                .filteredOn(line -> line.startsWith("FROM "))
                .singleElement()
                .asString()
                .matches("FROM payara/micro:\\d+\\.\\d+\\.\\d+-jdk17");
        assertThat(lines).filteredOn(line -> line.startsWith("USER ")).containsExactly("USER 1000:1000");
        assertThat(lines).anyMatch(line -> line.startsWith("HEALTHCHECK "));
        assertThat(lines).noneMatch(line -> line.startsWith("ADD ") || line.startsWith("RUN "));
        assertThat(lines).filteredOn(line -> line.startsWith("ENV ")).noneMatch(line -> line.contains("API_KEY"));
        for (var line : lines) {
            if (line.startsWith("COPY ")) {
                var words = List.of(line.split(" "));
                words.subList(1, words.size() - 1).stream()
                        .filter(word -> !word.startsWith("--") && !word.startsWith("target/"))
                        .forEach(source -> assertThat(Path.of(source)).exists());
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void theComposedGatewayIsBoundedAndKeepsItsKeysInAFile() throws IOException {
        Map<String, Map<String, Map<String, Object>>> compose = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("docker-compose.yml")));
        var gateway = compose.get("services").get("gateway");
        var ollama = compose.get("services").get("ollama");

        assertThat(gateway).containsKeys("build", "mem_limit", "cpus", "pids_limit", "secrets", "stop_grace_period");
        assertThat(gateway).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
        assertThat((List<String>) gateway.get("ports")).allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat((Map<String, String>) gateway.get("environment"))
                .noneSatisfy((name, value) -> assertThat(name).contains("KEY"));
        assertThat(compose.get("secrets").get("lakehouse")).containsKey("file");
        assertThat(ollama).containsEntry("profiles", List.of("ollama"));
        assertThat(ollama.get("image").toString()).matches("ollama/ollama:\\d+\\.\\d+\\.\\d+");
    }
}
