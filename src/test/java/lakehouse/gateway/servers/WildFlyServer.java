package lakehouse.gateway.servers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WildFly with {@code standalone-microprofile.xml} and {@code server-config/wildfly/gateway.cli}. */
final class WildFlyServer implements TestServer {
    private final ServerFolders folders;
    private final Path home;
    private final int managementPort;
    private @Nullable Process process;

    WildFlyServer(ServerFolders folders) throws IOException {
        this.folders = folders;
        this.home = folders.distributions().resolve("wildfly-" + System.getProperty("gateway.it.wildfly"));
        this.managementPort = ServerFolders.freePort();
    }

    @Override
    public void start() throws IOException {
        var base = folders.work().resolve("standalone").toAbsolutePath();
        copyConfiguration(base.resolve("configuration"));
        Files.createDirectories(base.resolve("deployments"));
        launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        awaitReady();
        configure();
        if (!folders.settings().isEmpty()) {
            cli("--file=" + settings());
        }
        // Twice, because an operator may run it again after an update. It also shows that a reload logs no key.
        configure();
    }

    private void launch() throws IOException {
        var base = folders.work().resolve("standalone").toAbsolutePath();
        process = Command.start(
                List.of(
                        home.resolve("bin/standalone.sh").toString(),
                        "--server-config=standalone-microprofile.xml",
                        "-Djboss.server.base.dir=" + base,
                        "-Djboss.server.log.dir=" + folders.work().toAbsolutePath(),
                        "-Djboss.bind.address=127.0.0.1",
                        "-Djboss.bind.address.management=127.0.0.1",
                        "-Djboss.http.port=" + folders.port(),
                        "-Djboss.https.port=" + ServerFolders.freePort(),
                        "-Djboss.management.http.port=" + managementPort),
                folders.work().resolve("wildfly.out"));
    }

    @Override
    public void restart() throws IOException {
        stop();
        launch();
        awaitReady();
    }

    private void copyConfiguration(Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(home.resolve("standalone/configuration"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        var unavailable = "gateway-unavailable.json";
        Files.copy(folders.scripts().resolve("wildfly/" + unavailable), to.resolve(unavailable));
    }

    /** System properties, as on the other servers, in the way that an operator sets them. */
    private Path settings() throws IOException {
        var lines = new ArrayList<String>();
        lines.add("batch");
        folders.settings()
                .forEach((key, value) -> lines.add("/system-property=" + key + ":add(value=\""
                        + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\")"));
        lines.add("run-batch");
        return Files.write(folders.work().resolve("settings.cli").toAbsolutePath(), lines);
    }

    private void configure() throws IOException {
        cli("--file=" + folders.scripts().resolve("wildfly/gateway.cli"));
        awaitReady();
    }

    @Override
    public void deploy(Path war) throws IOException {
        cli("--command=deploy " + war + " --name=gateway.war --force");
    }

    @Override
    public URI health() {
        return URI.create("http://127.0.0.1:" + managementPort + "/health");
    }

    @Override
    public URI console() {
        return URI.create("http://127.0.0.1:" + managementPort + "/console");
    }

    @Override
    public void set(String key, String value) throws IOException {
        cli("--command=/system-property=" + key + ":add(value=\"" + value + "\")");
    }

    @Override
    public void unset(String key) throws IOException {
        var property = "/system-property=" + key;
        cli("--commands=if (outcome == success) of " + property + ":read-resource," + property + ":remove,end-if");
    }

    @Override
    public Path log() {
        return folders.work().resolve("server.log");
    }

    @Override
    public void stop() {
        if (process != null && process.isAlive()) {
            Command.end(process);
        }
    }

    private String cli(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                home.resolve("bin/jboss-cli.sh").toString(),
                "--connect",
                // A reload takes longer than the six seconds that the client would wait.
                "--timeout=60000",
                "--controller=127.0.0.1:" + managementPort,
                "--no-color-output"));
        command.addAll(List.of(arguments));
        return Command.run(command);
    }

    private void awaitReady() {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> ((HttpURLConnection)
                                        URI.create(health() + "/ready").toURL().openConnection())
                                .getResponseCode()
                        == 200);
    }
}
