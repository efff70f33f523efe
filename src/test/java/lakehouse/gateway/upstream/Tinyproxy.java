package lakehouse.gateway.upstream;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        boolean there = Files.isExecutable(PROGRAM) && !ownAddresses().isEmpty();
        if (!there) {
            System.out.println(
                    "NO TINYPROXY, or no address but loopback: PROXIES ARE NOT TESTED. apt-get install tinyproxy");
        }
        Assumptions.assumeThat(there).isTrue();
    }

    /** This machine's own address: what is on loopback is never reached through a proxy. */
    public static InetAddress ownAddress() throws IOException {
        require();
        return ownAddresses().get(0);
    }

    private static List<InetAddress> ownAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
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
