package lakehouse.gateway.blackbox;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of the packaged WAR on a running server. One server serves all classes; each class starts with bare upstreams. */
@ExtendWith(ArquillianExtension.class)
public abstract class Deployed {

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.create(ZipImporter.class, "gateway.war")
                .importFrom(new File(System.getProperty("gateway.war")))
                .as(WebArchive.class);
    }

    @BeforeAll
    static void resetUpstreams() {
        Upstreams.wiremock().resetAll();
    }

    /** The gateway's address, with a slash at its end. */
    protected final URI gateway() {
        // Arquillian reports the machine's own address, but the server listens on loopback only.
        return URI.create("http://127.0.0.1:" + deployed.getPort() + "/");
    }

    /** The address of a path of the gateway, such as {@code v1/chat}. */
    protected final URI gateway(String path) {
        return gateway().resolve(path);
    }

    protected static WireMockServer upstream() {
        return Upstreams.wiremock();
    }

    /** Everything the server has logged in this run so far. */
    protected static String serverLog() throws IOException {
        var log = new StringBuilder();
        // Some servers put a number at the end of the name, and all begin a new file when one is full.
        try (var files = Files.find(workDirectory(), 3, Deployed::isLog)) {
            for (var file : files.sorted().toList()) {
                log.append(Files.readString(file));
            }
        }
        return log.toString();
    }

    private static boolean isLog(Path file, BasicFileAttributes attributes) {
        var name = file.getFileName().toString();
        return attributes.isRegularFile() && name.startsWith("server.log") && !name.endsWith(".lck");
    }

    /** Where this run keeps the server's configuration and log; tests may write there. */
    static Path workDirectory() {
        return Path.of(System.getProperty("gateway.it.directory"));
    }
}
