package lakehouse.gateway.blackbox;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Tells Arquillian which server the build wants. Found through {@code META-INF/services}. */
public class SharedServerExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        var micro = System.getProperty("gateway.it.server", "micro").equals("micro");
        builder.override(
                DeployableContainer.class,
                PayaraMicroDeployableContainer.class,
                micro ? SharedServer.class : SharedProcess.class);
    }
}
