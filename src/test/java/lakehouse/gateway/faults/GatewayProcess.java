package lakehouse.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The packaged WAR on a Payara Micro process of its own, with 512 MiB of heap. */
final class GatewayProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final URI address;
    private final Path log;

    private GatewayProcess(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param name names its folder below the build's
     * @param settings of the gateway
     */
    static GatewayProcess start(String name, Map<String, String> settings) throws IOException {
        return start(name, settings, List.of());
    }

    /**
     * As {@link #start(String, Map)}.
     *
     * @param within a command that runs the command that follows it
     */
    static GatewayProcess start(String name, Map<String, String> settings, List<String> within) throws IOException {
        var work = Path.of(System.getProperty("gateway.it.directory"));
        var folder = Files.createDirectories(work.resolve(name));
        var properties = Files.writeString(
                folder.resolve("gateway.properties"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .collect(Collectors.joining("\n")));
        var log = folder.resolve("server.log");
        var port = freePort();
        var temporary = Files.createDirectories(folder.resolve("tmp"));
        var command = new java.util.ArrayList<String>(within);
        command.addAll(List.of(
                Path.of(javaHome(), "bin", "java").toString(),
                "-Xmx512m",
                // Payara Micro unpacks itself there, some 105 MB.
                "-Djava.io.tmpdir=" + temporary.toAbsolutePath(),
                "-Dgateway.drain-exit=true",
                "-Djava.net.preferIPv4Stack=true",
                "-Dgateway.env-file.paths=" + folder.resolve("live.env"),
                "-jar",
                Path.of("target/payara-micro/payara-micro.jar").toString(),
                "--nocluster",
                "--disablephonehome",
                "--prebootcommandfile",
                "server-config/payara/pre-boot.asadmin",
                "--postdeploycommandfile",
                opening(folder, port).toString(),
                "--port",
                String.valueOf(port),
                "--systemproperties",
                properties.toString(),
                "--contextroot",
                "/",
                "--deploy",
                System.getProperty("gateway.war")));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var server = new GatewayProcess(process, URI.create("http://127.0.0.1:" + port + "/"), log);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(Duration.ofSeconds(240)).until(server::isUp);
        return server;
    }

    /** The Java that the build names for the server, or that of these tests. */
    private static String javaHome() {
        String named = System.getProperty("gateway.it.java.home", "");
        return named.isEmpty() ? System.getProperty("java.home") : named;
    }

    /** As shipped, on the loopback address. */
    private static Path opening(Path folder, int port) throws IOException {
        var shipped = Files.readString(Path.of("server-config/payara/post-deploy.asadmin"));
        return Files.writeString(
                folder.resolve("post-deploy.asadmin"),
                shipped.replaceFirst(
                        "--address \\S+ --listenerport \\d+", "--address 127.0.0.1 --listenerport " + port));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isUp() throws InterruptedException {
        assertThat(process.isAlive()).as("the server runs; see %s", log).isTrue();
        try {
            return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    URI address(String path) {
        return address.resolve(path);
    }

    long pid() {
        return process.pid();
    }

    /** What the server has logged so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** Asks the server to stop, as a service manager does. */
    void terminate() {
        process.destroy();
    }

    boolean exitsWithin(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs one of the JDK's tools on the server and gives what it printed. */
    String jcmd(String... command) throws IOException, InterruptedException {
        var line = new java.util.ArrayList<String>();
        line.add(Path.of(javaHome(), "bin", "jcmd").toString());
        line.add(String.valueOf(pid()));
        line.addAll(List.of(command));
        var tool = new ProcessBuilder(line).redirectErrorStream(true).start();
        var printed = new String(tool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(printed).isZero();
        return printed;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
