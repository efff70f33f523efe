package lakehouse.gateway.blackbox;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
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
            running = super.deploy(archive);
        }
        return running;
    }

    /** Does nothing: the shutdown hook that deploying registers stops the server with the test run. */
    @Override
    public void undeploy(Archive<?> archive) {}
}
