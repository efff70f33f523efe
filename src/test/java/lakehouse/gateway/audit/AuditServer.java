package lakehouse.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** A Payara Micro with the WAR, 512 MiB of heap and a configuration of its own. Can be killed and started again. */
final class AuditServer {
    static final String KEY = "test-key-alice";
    private static final String HASHES = "alice:" + sha256(KEY) + ",bob:" + sha256("test-key-bob");

    private final Path directory;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private int starts;

    /** @param auditor port of the stand-in for the model */
    AuditServer(Path directory, int auditor) throws IOException {
        this.directory = directory;
        port = freePort();
        Files.writeString(directory.resolve("gateway.properties"), """
                gateway.providers=auditor,small,other
                gateway.provider.auditor.base-url=http://127.0.0.1:%1$d/auditor/v1
                gateway.provider.auditor.explicit-only=true
                gateway.provider.small.base-url=http://127.0.0.1:%1$d/small/v1
                gateway.provider.other.base-url=http://127.0.0.1:%1$d/other/v1
                gateway.ladder.injected.rungs=other/stand-in
                gateway.access.keys=%2$s
                gateway.audit.directory=%3$s
                gateway.audit.concurrency=8
                gateway.audit.part-size=40000
                gateway.retry.max=0
                """.formatted(auditor, HASHES, audits()));
    }

    /** Below the ports of outgoing connections: it must still be free when the server is started again. */
    private static int freePort() throws IOException {
        while (true) {
            var candidate = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (var socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                continue;
            }
        }
    }

    /** Where the server keeps its audits. */
    Path audits() {
        return directory.resolve("audits");
    }

    void start() throws IOException {
        var itDirectory = System.getProperty("gateway.it.directory");
        starts++;
        // Payara Micro unpacks itself there, some 105 MB.
        var temporary = Files.createDirectories(directory.resolve("tmp"));
        process = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx512m",
                        "-Xlog:gc:file=" + directory.resolve("gc-" + starts + ".log"),
                        "-Djava.net.preferIPv4Stack=true",
                        "-Djava.io.tmpdir=" + temporary,
                        "-jar",
                        "target/payara-micro/payara-micro.jar",
                        "--deploy",
                        System.getProperty("gateway.war"),
                        "--contextroot",
                        "/",
                        "--port",
                        Integer.toString(port),
                        "--nocluster",
                        "--disablephonehome",
                        "--prebootcommandfile",
                        itDirectory + "/loopback.asadmin",
                        "--systemproperties",
                        directory.resolve("gateway.properties").toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(250))
                .failFast("The server ended; see its log.", () -> !process.isAlive())
                .until(this::isUp);
    }

    boolean isUp() throws InterruptedException {
        try {
            return send("GET", "/", KEY, null).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGTERM: the server stops in order. */
    CompletableFuture<Process> terminate() {
        process.destroy();
        return process.onExit();
    }

    /** SIGKILL: nothing of the server runs after this. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    Path log() {
        return directory.resolve("server.log");
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    HttpResponse<String> send(String method, String path, String key, String body)
            throws IOException, InterruptedException {
        var publisher = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(address().resolve(path)).method(method, publisher);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Megabytes of heap in use after the fullest collection of this start, from the JVM's own log. */
    int fullestHeap() throws IOException {
        var log = Files.readString(directory.resolve("gc-" + starts + ".log"));
        var sizes = Pattern.compile("\\d+M->(\\d+)M\\(\\d+M\\)")
                .matcher(log)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .toArray();
        assertThat(sizes).isNotEmpty();
        return java.util.Arrays.stream(sizes).max().orElse(0);
    }

    void say(String line) throws IOException {
        Files.writeString(log(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String sha256(String text) {
        try {
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            return java.util.HexFormat.of().formatHex(digest.digest(text.getBytes()));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
