package lakehouse.gateway.upstream;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assumptions;

/** tinyproxy, which must be installed ({@code apt-get install tinyproxy}), on a free port of loopback. */
public final class Tinyproxy implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/tinyproxy");

    private final Path folder;
    private final int port;
    private final Process process;

    private Tinyproxy(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param folder takes its configuration and log
     * @param more further lines of configuration
     */
    public static Tinyproxy start(Path folder, String... more) throws IOException {
        require();
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path configuration = Files.writeString(
                folder.resolve("tinyproxy.conf"),
                "Port " + port + "\nListen 127.0.0.1\nTimeout 60\nMaxClients 20\nLogLevel Connect\nLogFile \""
                        + folder.resolve("tinyproxy.log") + "\"\nAllow 127.0.0.1\n" + String.join("\n", more) + "\n");
        Process process = new ProcessBuilder(PROGRAM.toString(), "-d", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("tinyproxy.out").toFile())
                .start();
        await().ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
        return new Tinyproxy(folder, port, process);
    }

    /** Skips the test where there is no proxy to try, and says so loudly. */
    private static void require() throws IOException {
        boolean there = Files.isExecutable(PROGRAM) && isOnLoopback(InetAddress.getLocalHost());
        if (!there) {
            System.out.println("NO TINYPROXY, or this machine's name is none on loopback: PROXIES ARE NOT TESTED."
                    + " apt-get install tinyproxy, and give the machine's name in /etc/hosts as 127.0.1.1");
        }
        Assumptions.assumeThat(there).isTrue();
    }

    private static boolean isOnLoopback(InetAddress address) {
        return address.isLoopbackAddress() && !address.getHostName().startsWith("localhost");
    }

    /**
     * This machine under its own name, on loopback. What is written as a loopback address or as localhost is never reached
     * through a proxy, and a name is left to the proxy to look up.
     */
    public static InetAddress ownAddress() throws IOException {
        require();
        return InetAddress.getLocalHost();
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** What it has been asked so far. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("tinyproxy.log"));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
