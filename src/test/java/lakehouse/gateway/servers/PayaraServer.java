package lakehouse.gateway.servers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payara Server with a fresh domain and {@code server-config/payara/gateway.asadmin}. */
final class PayaraServer implements TestServer {
    private static final String DOMAIN = "gateway";
    private static final String CONFIG = "configs.config.server-config.";
    private static final String LISTENER = CONFIG + "network-config.network-listeners.network-listener.";
    private static final List<String> LOOPBACK_ONLY = List.of(
            "set " + LISTENER + "http-listener-2.address=127.0.0.1",
            "set " + LISTENER + "admin-listener.address=127.0.0.1",
            "set " + CONFIG + "iiop-service.iiop-listener.orb-listener-1.address=127.0.0.1",
            "set " + CONFIG + "iiop-service.iiop-listener.SSL.address=127.0.0.1",
            "set " + CONFIG + "iiop-service.iiop-listener.SSL_MUTUALAUTH.address=127.0.0.1",
            "set " + CONFIG + "admin-service.jmx-connector.system.address=127.0.0.1",
            // The messaging service would open a port on all addresses.
            "set " + CONFIG + "jms-service.type=DISABLED",
            "set " + CONFIG + "hazelcast-config-specific-configuration.enabled=false");

    private final ServerFolders folders;
    private final Path asadmin;
    private final int adminPort;
    private @Nullable Process process;
    private boolean open;

    PayaraServer(ServerFolders folders) throws IOException {
        this.folders = folders;
        this.asadmin = folders.distributions().resolve("payara6/bin/asadmin");
        this.adminPort = ServerFolders.freePort();
    }

    @Override
    public void start() throws IOException {
        var domains = folders.work().toAbsolutePath();
        asadmin(
                "create-domain",
                "--nopassword",
                "--checkports=false",
                "--domaindir=" + domains,
                "--adminport=" + adminPort,
                "--instanceport=" + folders.port(),
                "--domainproperties=" + otherPorts(),
                DOMAIN);
        launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        configure();
        // Twice, because an operator may run it again after an update.
        configure();
        asadmin("multimode", "--file=" + commands("settings.asadmin", settings()));
    }

    private void launch() throws IOException {
        var domains = folders.work().toAbsolutePath();
        process = Command.start(
                List.of(
                        asadmin.toString(),
                        "start-domain",
                        "--verbose",
                        "--domaindir=" + domains,
                        "--prebootcommandfile=" + commands("closed.asadmin", closed()),
                        DOMAIN),
                folders.work().resolve("payara.out"));
        await().atMost(Duration.ofMinutes(3)).ignoreExceptions().until(this::answers);
    }

    @Override
    public void restart() throws IOException {
        stop();
        launch();
        asadmin("multimode", "--file=" + commands("open.asadmin", opening()));
    }

    /** What the project ships for a start with the port closed, and the rest of the machine kept out. */
    private List<String> closed() throws IOException {
        var lines = new ArrayList<>(LOOPBACK_ONLY);
        Files.readAllLines(folders.scripts().resolve("payara/closed.asadmin")).stream()
                // Nothing is deployed yet that could be held back.
                .filter(line -> open || !line.contains("application-ref"))
                .forEach(lines::add);
        return lines;
    }

    private static String otherPorts() throws IOException {
        var ports = new ArrayList<String>();
        for (var name : List.of(
                "http.ssl.port",
                "jms.port",
                "domain.jmxPort",
                "orb.listener.port",
                "orb.ssl.port",
                "orb.mutualauth.port",
                "osgi.shell.telnet.port",
                "java.debugger.port")) {
            ports.add(name + "=" + ServerFolders.freePort());
        }
        return String.join(":", ports);
    }

    private boolean answers() throws IOException {
        return asadmin("uptime").contains("Up ");
    }

    private void configure() throws IOException {
        asadmin("multimode", "--file=" + folders.scripts().resolve("payara/gateway.asadmin"));
    }

    /** System properties, as on the other servers. In the command : ends a property, so it is escaped in values. */
    private List<String> settings() throws IOException {
        var lines = new ArrayList<String>();
        folders.settings()
                .forEach((key, value) -> lines.add("create-system-properties \"" + key + "="
                        + value.toString().replace(":", "\\\\:") + "\""));
        return lines;
    }

    private Path commands(String name, List<String> lines) throws IOException {
        return Files.write(folders.work().resolve(name).toAbsolutePath(), lines);
    }

    @Override
    public void deploy(Path war) throws IOException {
        asadmin("deploy", "--force", "--name", "gateway", war.toString());
        if (!open) {
            open = true;
            asadmin("multimode", "--file=" + commands("open.asadmin", opening()));
        }
    }

    private List<String> opening() throws IOException {
        return Files.readAllLines(folders.scripts().resolve("payara/open.asadmin")).stream()
                .map(line -> line.replaceFirst(
                        "--address \\S+ --listenerport \\d+", "--address 127.0.0.1 --listenerport " + folders.port()))
                .toList();
    }

    @Override
    public URI health() {
        return URI.create("http://127.0.0.1:" + folders.port() + "/health");
    }

    @Override
    public URI console() {
        return URI.create("http://127.0.0.1:" + adminPort + "/");
    }

    @Override
    public void set(String key, String value) throws IOException {
        asadmin("set-config-property", "--propertyname=" + key, "--propertyvalue=" + value);
    }

    @Override
    public void unset(String key) throws IOException {
        asadmin("delete-config-property", "--propertyname=" + key);
    }

    @Override
    public Path log() {
        return folders.work().resolve(DOMAIN + "/logs/server.log");
    }

    @Override
    public void stop() {
        if (process != null && process.isAlive()) {
            Command.end(process);
        }
    }

    private String asadmin(String... arguments) throws IOException {
        var command =
                new ArrayList<>(List.of(asadmin.toString(), "--port", String.valueOf(adminPort), "--user", "admin"));
        command.addAll(List.of(arguments));
        return Command.run(command);
    }
}
