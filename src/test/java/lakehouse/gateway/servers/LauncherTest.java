package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher with a Maven and a Java that only say what they were asked for: what it prints, passes on and leaves behind. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String JAVA = """
            #!/usr/bin/env bash
            if [[ $1 == -version ]]; then echo 'openjdk version "21.0.1" 2023-10-17' >&2; exit; fi
            printf '%s\\n' "$@" >"$RECORD"
            while (($#)); do if [[ $1 == --port ]]; then port=$2; fi; shift; done
            exec "$REAL_JAVA" -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$TEST_CLASSES" lakehouse.gateway.servers.FakeServer "$MODE" "${port:-0}"
            """;
    private static final String MAVEN = """
            #!/usr/bin/env bash
            echo "$@" >>"$RECORD.mvn"
            cat "$MAVEN_SAYS"
            exit "$MAVEN_CODE"
            """;

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private Path record;
    private Path temporary;
    private int port;

    /** A checkout that was built a moment ago, beside the tools. */
    @BeforeEach
    void lay() throws IOException {
        record = folder.resolve("record");
        temporary = Files.createDirectories(folder.resolve("tmp"));
        port = ServerFolders.freePort();
        var checkout = Files.createDirectories(folder.resolve("checkout"));
        Files.copy(Path.of("gateway"), checkout.resolve("gateway"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(checkout.resolve("src/main"));
        var usage = "src/main/resources/lakehouse/gateway/audit/command/usage.txt";
        Files.createDirectories(checkout.resolve(usage).getParent());
        Files.copy(Path.of(usage), checkout.resolve(usage));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        var config = Files.createDirectories(checkout.resolve("server-config/payara"));
        Files.copy(Path.of("server-config/payara/post-deploy.asadmin"), config.resolve("post-deploy.asadmin"));
        Files.createDirectories(checkout.resolve("target"));
        Files.writeString(checkout.resolve("target/gateway.war"), "");
        // Where it looks for the server first.
        var server = folder.resolve("home/.m2/repository/fish/payara/extras/payara-micro/6.2025.10");
        Files.createDirectories(server);
        Files.writeString(server.resolve("payara-micro-6.2025.10.jar"), "");
        program("jdk/bin/java", JAVA);
        program("jdk/bin/javac", "#!/bin/sh\n");
        program("bin/mvn", MAVEN);
        Files.writeString(folder.resolve("maven.txt"), "");
    }

    @AfterEach
    void end() throws InterruptedException {
        for (var process : started) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "-h", "--help"})
    void listsItsVerbs(String asked) throws Exception {
        var said = run(0, asked.isEmpty() ? new String[0] : new String[] {asked});

        assertThat(said).startsWith("Usage: ./gateway VERB").contains("run ", "demo ", "audit ", "test ", "bench ");
    }

    @ParameterizedTest
    @CsvSource({
        "run, --help",
        "run, -h",
        "demo, --help",
        "demo, -h",
        "test, --help",
        "test, -h",
        "bench, --help",
        "bench, -h",
    })
    void tellsOfOneVerbWithoutDoingIt(String verb, String asked) throws Exception {
        assertThat(run(0, verb, asked)).startsWith("Usage: ./gateway " + verb).isEqualTo(run(0, "help", verb));
        assertThat(run(0, verb, verb.equals("bench") ? "--quick" : "--files", asked))
                .startsWith("Usage: ./gateway " + verb);
        assertThat(record).doesNotExist();
        assertThat(folder.resolve("record.mvn")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "start | start: this is no verb",
                "run --port abc | --port abc: give a number",
                "run --port 70000 | --port 70000: give a number",
                "run --prot 80 | --prot: this is no option",
                "run --port | --port: this is no option, or its value is missing",
                "run --server tomcat | --server tomcat: give micro, payara or wildfly",
                "run --server payara --java-option -Da=b | --host, --heap and --java-option: payara has settings of its own",
                "run --env-file nowhere.env | --env-file nowhere.env: there is no such file",
                "test --fast | --fast: ./gateway test takes no options",
                "help me | me: this is no verb",
            })
    void refusesWhatItDoesNotKnowInOneLine(String words, String complaint) throws Exception {
        assertThat(run(2, words.split(" "))).startsWith("gateway: " + complaint).hasLineCount(1);
    }

    /** The words of Maven 3.8, 3.9 and 4, with different networks missing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unknown host repo.maven.apache.org: Name or service not known",
                "Could not transfer artifact a:b:pom:1 from/to central (https://repo.maven.apache.org/maven2): repo.maven.apache.org: Temporary failure in name resolution",
                "Could not transfer artifact a:b:pom:1 from/to central (https://repo.maven.apache.org/maven2): Connect to repo.maven.apache.org:443 [repo.maven.apache.org/151.101.1.1] failed: Connection timed out",
                "Could not transfer artifact a:b:pom:1 from/to central (https://repo.maven.apache.org/maven2): Network is unreachable",
                "Could not transfer artifact a:b:pom:1 from/to central (https://repo.maven.apache.org/maven2): No route to host",
                "java.net.UnknownHostException: repo.maven.apache.org",
                "Could not transfer artifact a:b:pom:1 from/to central: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException",
                "Cannot access central (https://repo.maven.apache.org/maven2) in offline mode and the artifact a:b:pom:1 has not been downloaded from it before.",
            })
    void saysInALineThatMavenHasNoNetwork(String reason) throws Exception {
        Files.writeString(
                folder.resolve("maven.txt"), "[INFO] Scanning\n[ERROR] " + reason + "\n" + "[ERROR]\n".repeat(30));
        sourcesChange();

        var said = run(1, Map.of("MAVEN_CODE", "1"), "run", "--port", String.valueOf(port));

        assertThat(said.lines().filter(line -> line.startsWith("gateway: ")))
                .singleElement()
                .asString()
                .startsWith(
                        "gateway: Maven needs the network for parts that are not on this machine yet, and has none (");
        assertThat(said).doesNotContain("[ERROR]");
        assertThat(said.lines()).hasSizeLessThan(5);
        assertThat(temporary).isEmptyDirectory();
        // An audit in a clone that was never built needs Maven, too.
        assertThat(run(1, Map.of("MAVEN_CODE", "1"), "audit", "--files", "--model", "m"))
                .contains("gateway: Maven needs the network")
                .doesNotContain("[ERROR]");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void showsTheEndOfABuildThatFailed() throws Exception {
        Files.writeString(folder.resolve("maven.txt"), "[ERROR] Foo.java:[3,1] cannot find symbol\n");
        sourcesChange();

        var said = run(1, Map.of("MAVEN_CODE", "1"), "run", "--port", String.valueOf(port));

        assertThat(said).contains("cannot find symbol", "gateway: Maven failed").doesNotContain("network");
    }

    /** It ran all unit tests before the first start once. */
    @Test
    void buildsWithoutTests() throws Exception {
        sourcesChange();

        run(1, Map.of("MAVEN_CODE", "1"), "run", "--port", String.valueOf(port));

        assertThat(folder.resolve("record.mvn")).content().contains("-DskipTests", "package");
    }

    @Test
    void passesOptionsToJavaInOrder() throws Exception {
        var launcher = start(
                Map.of("MODE", "answers", "JAVA_OPTS", "-Dfirst=1 -Dsecond=2"),
                "run",
                "--heap",
                "300m",
                "--java-option",
                "-Xlog:gc",
                "--java-option",
                "-Dthird=a b");
        ready(launcher);

        assertThat(Files.readAllLines(record))
                .containsSubsequence(
                        "-Xms300m", "-Xmx300m", "-Dfirst=1", "-Dsecond=2", "-Xlog:gc", "-Dthird=a b", "-jar");
    }

    @Test
    void keepsTheLogOfARunAndLeavesNothingElse() throws Exception {
        var launcher = start(Map.of("MODE", "answers"), "run");
        ready(launcher);
        var server = launcher.descendants().toList();

        launcher.destroy();

        assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(143);
        assertThat(temporary).isEmptyDirectory();
        await().atMost(Duration.ofSeconds(20)).until(() -> server.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(said()).contains("words of the server");
        assertThat(logs()).singleElement().satisfies(log -> {
            assertThat(log.getFileName().toString()).matches("micro-\\d{4}-\\d\\d-\\d\\d_\\d\\d-\\d\\d-\\d\\d\\.log");
            assertThat(log).content().contains("words of the server");
            assertThat(said()).contains("The log: " + log.toRealPath());
        });
    }

    /** Ctrl-C, a service manager, a closed terminal, and a launcher that cannot do anything any more. */
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129", "KILL, 137"})
    void leavesNoProcessAndNoFileWhateverEndsIt(String signal, int code) throws Exception {
        assumeThat(signal.equals("INT") && isInterruptIgnored())
                .as("a shell that starts these tests in the background lets its children ignore Ctrl-C")
                .isFalse();
        var launcher = start(Map.of("MODE", "answers"), "run");
        ready(launcher);
        var server = launcher.descendants().toList();

        new ProcessBuilder("kill", "-" + signal, String.valueOf(launcher.pid()))
                .start()
                .waitFor();

        assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(code);
        await().atMost(Duration.ofSeconds(30)).until(() -> server.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(temporary).isEmptyDirectory();
    }

    /** A shell cannot catch a signal that it was told to ignore when it began. */
    private static boolean isInterruptIgnored() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(8).strip(), 16) & 0b10) != 0);
    }

    @Test
    void keepsTheLastTenLogsOnly() throws Exception {
        var run = Files.createDirectories(folder.resolve("checkout/target/run"));
        for (var i = 10; i < 30; i++) {
            Files.writeString(run.resolve("micro-2025-01-02_03-04-" + i + ".log"), "");
        }

        ready(start(Map.of("MODE", "answers"), "run"));

        assertThat(logs()).hasSize(10);
    }

    /** A fixed patience ended starts on slow machines. */
    @Test
    void waitsAsLongAsTheServerWorks() throws Exception {
        ready(start(Map.of("MODE", "busy", "GATEWAY_LAUNCHER_PATIENCE", "3"), "run"));
    }

    @ParameterizedTest
    @CsvSource({
        "idle, The server has done nothing for",
        "empty, The server has done nothing for",
        "dies, The server ended before it was ready",
    })
    void isNotReadyBeforeTheGatewayAnswers(String mode, String complaint) throws Exception {
        var said =
                run(1, Map.of("MODE", mode, "GATEWAY_LAUNCHER_PATIENCE", "2"), "run", "--port", String.valueOf(port));

        assertThat(said).contains("gateway: " + complaint).doesNotContain("is ready");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void namesAPortThatIsTaken() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var said = run(1, "run", "--port", String.valueOf(other.getLocalPort()));

            assertThat(said).contains("Port " + other.getLocalPort() + " of 127.0.0.1 is in use");
        }
    }

    private void sourcesChange() throws IOException {
        Files.delete(folder.resolve("checkout/target/gateway.war"));
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> logs = Files.list(folder.resolve("checkout/target/run"))) {
            return logs.toList();
        }
    }

    private void ready(Process launcher) {
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            assertThat(launcher.isAlive()).as(said()).isTrue();
            return said().contains("Lakehouse Gateway is ready at http://127.0.0.1:" + port + "/");
        });
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"));
    }

    private String run(int code, String... words) throws Exception {
        return run(code, Map.of(), words);
    }

    /** Runs the launcher to its end, and gives what it printed. */
    private String run(int code, Map<String, String> variables, String... words) throws Exception {
        var launcher = launch(variables, words);
        assertThat(launcher.waitFor(90, TimeUnit.SECONDS)).as(said()).isTrue();
        assertThat(launcher.exitValue()).as(said()).isEqualTo(code);
        return said();
    }

    private Process start(Map<String, String> variables, String verb, String... options) throws IOException {
        var words = new ArrayList<>(List.of(verb, "--port", String.valueOf(port)));
        words.addAll(List.of(options));
        return launch(variables, words.toArray(String[]::new));
    }

    private Process launch(Map<String, String> variables, String... words) throws IOException {
        var command = new ArrayList<>(List.of(folder.resolve("checkout/gateway").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile());
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GATEWAY_") || name.equals("JAVA_OPTS"));
        environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("TMPDIR", temporary.toString());
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        environment.put("RECORD", record.toString());
        environment.put("MAVEN_SAYS", folder.resolve("maven.txt").toString());
        environment.put("MAVEN_CODE", "0");
        environment.put("REAL_JAVA", System.getProperty("java.home") + "/bin/java");
        environment.put(
                "TEST_CLASSES",
                FakeServer.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath());
        environment.putAll(variables);
        var process = builder.start();
        started.add(process);
        return process;
    }

    private void program(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
