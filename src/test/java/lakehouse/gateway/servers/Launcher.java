package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./gateway run} or {@code demo} of this checkout, with a free port, and nothing of the machine's own settings. */
public final class Launcher implements AutoCloseable {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();

    private final Path folder;
    private final int port;
    private final Process process;

    private Launcher(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param folder a new one: its output, and its folder for temporary files
     * @param variables of its environment
     * @param words a verb, and options
     */
    public static Launcher start(Path folder, Map<String, String> variables, List<String> words) throws IOException {
        var port = ServerFolders.freePort();
        var command = new ArrayList<>(List.of(CHECKOUT.resolve("gateway").toString()));
        command.addAll(words);
        command.addAll(List.of("--port", String.valueOf(port)));
        classpathOfTests();
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile());
        clean(builder, folder);
        builder.environment().putAll(variables);
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Launcher(folder, port, process);
    }

    /** Takes the settings of whoever runs the tests away. */
    public static void clean(ProcessBuilder builder, Path folder) throws IOException {
        var environment = builder.environment();
        environment
                .keySet()
                .removeIf(
                        name -> name.matches(
                                "(GATEWAY|KIMI|OPENROUTER|OLLAMA|MOONSHOT)_.*|JAVA_OPTS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|(?i:https?|no)_proxy"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("TMPDIR", Files.createDirectories(folder.resolve("tmp")).toString());
        environment.put("GATEWAY_ENV_FILE_PATHS", folder.resolve("*.env").toString());
    }

    /** The launcher would ask Maven for it. */
    private static void classpathOfTests() throws IOException {
        var file = CHECKOUT.resolve("target/demo.classpath");
        var pom = Files.getLastModifiedTime(CHECKOUT.resolve("pom.xml"));
        if (Files.notExists(file) || Files.getLastModifiedTime(file).compareTo(pom) <= 0) {
            Files.writeString(
                    file, System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            Files.setLastModifiedTime(
                    file, FileTime.fromMillis(Math.max(System.currentTimeMillis(), pom.toMillis() + 1000)));
        }
    }

    /** Waits for words that it prints. */
    public Launcher says(String words) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    assertThat(process.isAlive()).as(said()).isTrue();
                    return said().contains(words);
                });
        return this;
    }

    /** Waits until it is ready, and gives its address, with a slash at its end. */
    public URI ready() {
        says("Lakehouse Gateway is ready at ");
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** All that it has printed. */
    public String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"), StandardCharsets.UTF_8);
    }

    /** Ends it as Ctrl-C does, and sees that nothing is left. */
    @Override
    public void close() throws IOException, InterruptedException {
        var started = process.descendants().toList();
        process.destroy();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(said()).isTrue();
        assertThat(process.exitValue()).as(said()).isEqualTo(143);
        await().atMost(Duration.ofSeconds(20)).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }
}
