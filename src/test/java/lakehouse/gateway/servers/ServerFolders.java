package lakehouse.gateway.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Where a server of the tests lives, as the build says.
 *
 * @param distributions where the build unpacks servers
 * @param work what this run writes, the log included
 * @param scripts the project's {@code server-config}
 * @param port the port of the gateway
 */
public record ServerFolders(Path distributions, Path work, Path scripts, int port) {

    static ServerFolders ofThisBuild() {
        return new ServerFolders(
                Path.of(System.getProperty("gateway.it.distributions")),
                Path.of(System.getProperty("gateway.it.directory")),
                Path.of("server-config").toAbsolutePath(),
                Integer.getInteger("gateway.port"));
    }

    /** Folders and a port of its own for a server beside that of the build, whose gateway has these settings. */
    static ServerFolders apart(String name, List<String> settings) throws IOException {
        var ours = ofThisBuild();
        var work = Files.createDirectories(ours.work().resolve(name));
        var folders = new ServerFolders(ours.distributions(), work, ours.scripts(), freePort());
        Files.write(folders.settingsFile(), settings);
        return folders;
    }

    /** The address of a path of the gateway. */
    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + "/" + path);
    }

    /** The settings of the gateway in this run. */
    Properties settings() throws IOException {
        var settings = new Properties();
        try (var in = Files.newInputStream(settingsFile())) {
            settings.load(in);
        }
        return settings;
    }

    Path settingsFile() {
        return work.resolve("gateway.properties").toAbsolutePath();
    }

    /** A port that nobody listens on at this moment. */
    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
