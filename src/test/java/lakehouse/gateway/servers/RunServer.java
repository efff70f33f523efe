package lakehouse.gateway.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs Payara Server or WildFly with the WAR until standard input ends. {@code ./gateway run --server} starts it. */
public final class RunServer {
    private RunServer() {}

    /** @param arguments the server's name */
    public static void main(String[] arguments) throws IOException {
        var server = TestServer.named(arguments[0]);
        var log = Path.of(System.getProperty("gateway.log"));
        server.start();
        try (var follower = LogFollower.of(server.log(), log, System.out)) {
            server.deploy(Path.of(System.getProperty("gateway.war")));
            // The launcher waits for it before it sends the first request.
            Files.createFile(Path.of(System.getProperty("gateway.it.directory"), "deployed"));
            System.out.println("Health: " + server.health() + "  Console: " + server.console() + "  Log: " + log);
            while (System.in.read() >= 0) {
                // Nobody writes there; it ends with the launcher.
            }
            server.stop();
        }
    }
}
