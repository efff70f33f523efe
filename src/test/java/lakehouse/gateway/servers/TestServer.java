package lakehouse.gateway.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** A server with the WAR's settings, in a process of its own. */
public interface TestServer {
    /** Starts it, applies the shipped scripts and the settings of the tests, and waits until it is ready. */
    void start() throws IOException;

    /** Deploys the WAR and waits until it answers. */
    void deploy(Path war) throws IOException;

    /** Where MicroProfile Health is answered, without a slash at the end. */
    URI health();

    /** Gives a key of the configuration a value, with the server's own tool. */
    void set(String key, String value) throws IOException;

    /** Takes such a value away again. Does nothing when there is none. */
    void unset(String key) throws IOException;

    /** The file that it logs to. */
    Path log();

    /** Ends the process that {@link #start} started. Does nothing when it has ended. */
    void stop();

    /** The server that the build names: {@code payara} or {@code wildfly}. */
    static TestServer named(String name) throws IOException {
        return switch (name) {
            case "payara" -> new PayaraServer(ServerFolders.ofThisBuild());
            case "wildfly" -> new WildFlyServer(ServerFolders.ofThisBuild());
            default ->
                throw new IllegalArgumentException(
                        "gateway.it.server is \"" + name + "\". Write micro, payara or wildfly.");
        };
    }
}
