package lakehouse.gateway.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import lakehouse.gateway.servers.Launcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A newcomer with {@code ./gateway demo}: every shell command of README and docs that is not marked as an example is run as it
 * stands there, with another port, and has to succeed; so has each command that the demo prints. The snippets in Python and
 * JavaScript need the SDKs, so they run with {@code mvn -B verify -Pagents}.
 */
@Timeout(600)
class NewcomerIT {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();

    /** In the place of the checkout's: a start ends when it is ready, an audit goes to the demo, and a benchmark only looks its options up. */
    private static final String GATEWAY = """
            #!/usr/bin/env bash
            set -euo pipefail
            verb=$1
            shift
            case $verb in
                demo) [[ $# == 0 ]] ;; # it runs
                run)
                    "$CHECKOUT/gateway" run "$@" --port 0 >started.txt 2>&1 &
                    until grep -q 'is ready at' started.txt; do kill -0 $! || { cat started.txt; exit 1; }; sleep 0.2; done
                    kill $!
                    wait $! || true
                    ;;
                audit)
                    [[ " $* " == *" --gateway "* ]] || set -- --gateway "$DEMO" "$@"
                    "$CHECKOUT/gateway" audit "$@"
                    ;;
                *)
                    help=$("$CHECKOUT/gateway" "$verb" --help)
                    for word in "$@"; do [[ $word != -* ]] || grep -q -- " $word " <<<"$help"; done
                    ;;
            esac
            """;

    /** An answer that is an error fails the command. */
    private static final String CURL = "#!/bin/sh\nexec %s --fail-with-body --max-time 60 \"$@\"\n";

    @TempDir
    static Path folder;

    private static Launcher demo;
    private static URI gateway;
    private static Path work;

    @BeforeAll
    static void startTheDemo() throws Exception {
        demo = Launcher.start(Files.createDirectories(folder.resolve("demo")), Map.of(), List.of("demo"));
        // A repository with something to audit.
        work = Files.createDirectories(folder.resolve("work"));
        program(work.resolve("gateway"), GATEWAY);
        program(folder.resolve("bin/curl"), CURL.formatted(realCurl()));
        var sample = Files.createDirectories(work.resolve("examples/audit/sample"));
        try (var files = Files.walk(CHECKOUT.resolve("examples/audit/sample"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy =
                        sample.resolve(CHECKOUT.resolve("examples/audit/sample").relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.copy(CHECKOUT.resolve("gateway"), work.resolve("code.sh"));
        shell(
                "git init -q . && git add code.sh examples && git -c user.name=n -c user.email=n@example.org commit -q -m one");
        gateway = demo.ready();
        demo.says("Ctrl-C stops everything");
    }

    @AfterAll
    static void endIt() throws Exception {
        if (demo != null) {
            demo.close();
        }
    }

    static Stream<Block> commands() throws IOException {
        return Block.all().stream().filter(block -> block.isShell() && !block.isExample());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theCommandsOfTheDocumentsWork(Block block) throws Exception {
        shell(here(block.text()));
    }

    /** From the clone to a grounded report in two commands: the demo, and the audit that it prints. */
    @Test
    void theCommandsThatTheDemoPrintsWork() throws Exception {
        var commands = demo.said()
                .lines()
                .map(line -> line.replaceFirst("^.*?(?=curl -s|\\./gateway audit )", ""))
                .filter(line -> line.startsWith("curl -s") || line.startsWith("./gateway audit "))
                .toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(6);
        for (var command : commands) {
            // The one that shows a failure is there to fail.
            shell(command.contains("-429\"") ? command + " || [ $? = 22 ]" : command);
        }

        assertThat(work.resolve("audit-report.md"))
                .content()
                .contains("**5 of 6 findings grounded.**", "findings that are not grounded (1)");
    }

    @Test
    void theSnippetInJavaWorks() throws Exception {
        var source = folder.resolve("Snippet.java");
        Files.writeString(
                source,
                "import com.openai.client.*; import com.openai.client.okhttp.*;"
                        + " import com.openai.models.chat.completions.*;\n"
                        + "class Snippet { public static void main(String[] arguments) {\n" + snippet("java") + "}}\n");
        var classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classpath, "-d", folder.toString(), source.toString());
        assertThat(compiled).isZero();

        var said =
                run(List.of(System.getProperty("java.home") + "/bin/java", "-cp", folder + ":" + classpath, "Snippet"));

        assertThat(said).contains("PONG");
    }

    @Test
    @EnabledIfSystemProperty(named = "gateway.agents", matches = "true")
    void theSnippetInPythonWorks() throws Exception {
        var python = folder.resolve("python/bin/python");
        run(List.of("python3", "-m", "venv", folder.resolve("python").toString()));
        run(List.of(python.toString(), "-m", "pip", "install", "-q", "openai==3.22.1"));
        var printed = demo.said().replaceAll("(?s).*?\\n(?:Python         )?(from openai.*?)\\nA real key.*", "$1");

        assertThat(run(List.of(python.toString(), "-c", snippet("python")))).contains("PONG");
        assertThat(run(List.of(python.toString(), "-c", printed.replaceAll("(?m)^ +", ""))))
                .contains("PONG");
    }

    @Test
    @EnabledIfSystemProperty(named = "gateway.agents", matches = "true")
    void theSnippetInJavaScriptWorks() throws Exception {
        Files.copy(CHECKOUT.resolve("src/test/clients/package.json"), work.resolve("package.json"));
        run(List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock"));
        Files.writeString(work.resolve("snippet.mjs"), snippet("js"));

        assertThat(run(List.of("node", "snippet.mjs"))).contains("PONG");
    }

    private static String snippet(String language) throws IOException {
        return here(Block.all().stream()
                .filter(block -> block.language().equals(language))
                .findFirst()
                .orElseThrow()
                .text());
    }

    /** With the demo's address for the one in the documents. */
    private static String here(String text) {
        return text.replaceAll("http://(127\\.0\\.0\\.1|localhost):8080/", gateway.toString());
    }

    private static void shell(String script) throws Exception {
        run(List.of("bash", "-euo", "pipefail", "-c", script));
    }

    private static String realCurl() throws Exception {
        var process = new ProcessBuilder("bash", "-c", "command -v curl").start();
        var path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(path).as("this test needs curl").isNotEmpty();
        return path;
    }

    /** Runs a command in the newcomer's folder. It has to succeed. Gives what it printed. */
    private static String run(List<String> command) throws Exception {
        var output = Files.createTempFile(folder, "said", ".txt");
        var builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        Launcher.clean(builder, Files.createDirectories(folder.resolve("other")));
        var environment = builder.environment();
        environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("CHECKOUT", CHECKOUT.toString());
        environment.put("DEMO", gateway == null ? "" : gateway.toString().replaceFirst("/$", ""));
        var process = builder.start();
        var ended = process.waitFor(300, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroyForcibly();
        var said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("%s ends\n%s", command, said).isTrue();
        assertThat(process.exitValue()).as("%s\n%s", command, said).isZero();
        return said;
    }

    private static void program(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
