package lakehouse.gateway.blackbox;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;

/** Keeps one server with the WAR for all test classes: a start takes about ten seconds. */
public class SharedServer extends PayaraMicroDeployableContainer {

    private @Nullable ProtocolMetaData running;

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        if (running == null) {
            useShippedSettings();
            running = super.deploy(archive);
        }
        return running;
    }

    /** Adds what the project ships, but for the port that opens late: Arquillian waits for it. */
    private static void useShippedSettings() throws DeploymentException {
        var commands = Deployed.workDirectory().resolve("loopback.asadmin");
        try (var shipped = Files.lines(Path.of("server-config/payara/pre-boot.asadmin"))) {
            var lines = new LinkedHashSet<>(Files.readAllLines(commands));
            shipped.filter(line -> !line.contains("network-listener.http-listener.enabled"))
                    .forEach(lines::add);
            Files.write(commands, lines);
        } catch (IOException e) {
            throw new DeploymentException("The settings of Payara Micro cannot be written to " + commands + ".", e);
        }
    }

    /** Does nothing: the shutdown hook that deploying registers stops the server with the test run. */
    @Override
    public void undeploy(Archive<?> archive) {}
}
