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

/** Payara Micro as the launcher and systemd start it, with the files of {@code server-config/payara}. */
final class MicroServer implements TestServer {
    private final ServerFolders folders;
    private @Nullable Process process;
    private @Nullable Path war;

    MicroServer(ServerFolders folders) {
        this.folders = folders;
    }

    /** Does nothing: Payara Micro starts with its application. */
    @Override
    public void start() {}

    @Override
    public void deploy(Path war) throws IOException {
        this.war = war;
        launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    @Override
    public void replace(Path war) throws IOException {
        this.war = war;
        restart();
    }

    @Override
    public void restart() throws IOException {
        stop();
        launch();
    }

    private void launch() throws IOException {
        var shipped = folders.scripts().resolve("payara");
        var opening = Files.readString(shipped.resolve("post-deploy.asadmin"))
                .replaceFirst(
                        "--address \\S+ --listenerport \\d+", "--address 127.0.0.1 --listenerport " + folders.port());
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + shipped.resolve("jvm.options"),
                "-Xmx512m",
                "-Djava.io.tmpdir="
                        + Files.createDirectories(folders.work().resolve("tmp")).toAbsolutePath(),
                "-jar",
                Path.of("target/payara-micro/payara-micro.jar").toString()));
        command.addAll(List.of("--deploy", String.valueOf(war), "--contextroot", "/", "--port"));
        command.addAll(List.of(String.valueOf(folders.port()), "--nocluster", "--disablephonehome"));
        command.addAll(
                List.of("--logproperties", shipped.resolve("logging.properties").toString()));
        command.addAll(List.of(
                "--prebootcommandfile", shipped.resolve("pre-boot.asadmin").toString()));
        command.addAll(List.of(
                "--postdeploycommandfile",
                Files.writeString(folders.work().resolve("post-deploy.asadmin"), opening)
                        .toString()));
        command.addAll(List.of("--systemproperties", folders.settingsFile().toString()));
        process = Command.start(command, log());
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> ((HttpURLConnection)
                                        URI.create(health() + "/live").toURL().openConnection())
                                .getResponseCode()
                        == 200);
    }

    @Override
    public URI health() {
        return URI.create("http://127.0.0.1:" + folders.port() + "/health");
    }

    @Override
    public URI console() {
        throw new UnsupportedOperationException("Payara Micro has no console.");
    }

    @Override
    public void set(String key, String value) {
        throw new UnsupportedOperationException("Payara Micro has no tool to set keys with.");
    }

    @Override
    public void unset(String key) {
        throw new UnsupportedOperationException("Payara Micro has no tool to set keys with.");
    }

    @Override
    public Path log() {
        return folders.work().resolve("micro.log");
    }

    @Override
    public void stop() {
        if (process != null && process.isAlive()) {
            Command.end(process);
        }
    }
}
