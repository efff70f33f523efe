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

    /** Puts another WAR in the place of the one that runs, as {@code docs/servers.md} says, and waits until the server has it. */
    default void replace(Path war) throws IOException {
        deploy(war);
    }

    /** Stops it as a service manager does and starts it again, and waits until the WAR answers. */
    void restart() throws IOException;

    /** Where MicroProfile Health is answered, without a slash at the end. */
    URI health();

    /** The server's own console for operators. */
    URI console();

    /** Gives a key of the configuration a value, with the server's own tool. */
    void set(String key, String value) throws IOException;

    /** Takes such a value away again. Does nothing when there is none. */
    void unset(String key) throws IOException;

    /** The file that it logs to. */
    Path log();

    /** Ends the process that {@link #start} started. Does nothing when it has ended. */
    void stop();

    /** The server that the build names, {@code payara} or {@code wildfly}, for all tests. */
    static TestServer named(String name) throws IOException {
        return named(name, ServerFolders.ofThisBuild());
    }

    /** A server with folders of its own; {@code micro} too. */
    static TestServer named(String name, ServerFolders folders) throws IOException {
        return switch (name) {
            case "micro" -> new MicroServer(folders);
            case "payara" -> new PayaraServer(folders);
            case "wildfly" -> new WildFlyServer(folders);
            default ->
                throw new IllegalArgumentException(
                        "gateway.it.server is \"" + name + "\". Write micro, payara or wildfly.");
        };
    }
}
