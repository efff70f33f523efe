package lakehouse.gateway.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import lakehouse.gateway.servers.TestServer;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jspecify.annotations.Nullable;

/** One Payara Server or WildFly with the WAR for all test classes. */
public class SharedProcess implements DeployableContainer<SharedProcess.NoSettings> {
    /** arquillian.xml says nothing about these servers; the build does. */
    public static class NoSettings implements ContainerConfiguration {
        @Override
        public void validate() {}
    }

    private static volatile @Nullable TestServer running;

    private @Nullable TestServer server;
    private boolean deployed;

    /** The server that serves these tests; none when that is Payara Micro. */
    static Optional<TestServer> server() {
        return Optional.ofNullable(running);
    }

    @Override
    public Class<NoSettings> getConfigurationClass() {
        return NoSettings.class;
    }

    @Override
    public void start() throws LifecycleException {
        try {
            server = TestServer.named(System.getProperty("gateway.it.server"));
            server.start();
            running = server;
        } catch (IOException e) {
            throw new LifecycleException("The server does not start.", e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 5.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        try {
            if (!deployed && server != null) {
                // The file itself: it is what is shipped.
                server.deploy(Path.of(System.getProperty("gateway.war")));
                deployed = true;
            }
        } catch (IOException e) {
            throw new DeploymentException("The server does not deploy the WAR.", e);
        }
        var http = new HTTPContext("127.0.0.1", Integer.getInteger("gateway.port"));
        http.add(new Servlet("gateway", ""));
        return new ProtocolMetaData().addContext(http);
    }

    /** Does nothing: the WAR stays for the next class. */
    @Override
    public void undeploy(Archive<?> archive) {}
}
