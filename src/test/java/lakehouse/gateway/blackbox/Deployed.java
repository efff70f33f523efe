package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of the packaged WAR on a running server. One server serves all classes; each class starts with bare upstreams. */
@ExtendWith(ArquillianExtension.class)
@Timeout(180)
public abstract class Deployed {

    /** OpenAI's address for chat. */
    protected static final String CHAT = "v1/chat/completions";

    private static final Caller CALLER = new Caller(Version.HTTP_1_1);

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

    /** The address of a kind of health check: {@code started}, {@code live} or {@code ready}. */
    protected final URI health(String kind) {
        return SharedProcess.server()
                .map(server -> URI.create(server.health() + "/" + kind))
                .orElseGet(() -> gateway("health/" + kind));
    }

    /** Posts a chat request; headers are names and values in turn. */
    protected final Reply chat(String body, String... headers) {
        return CALLER.send(Caller.post(gateway(CHAT), body, headers).build());
    }

    /** As {@link #chat}, without waiting for the answer. */
    protected final CompletableFuture<Reply> chatAsync(String body, String... headers) {
        return CALLER.sendAsync(Caller.post(gateway(CHAT), body, headers).build());
    }

    /** Posts a chat request and waits for the head of the answer only. */
    protected final StreamReply stream(String body, String... headers) {
        return CALLER.open(Caller.post(gateway(CHAT), body, headers).build());
    }

    /** As {@link #stream}, without waiting. */
    protected final CompletableFuture<StreamReply> streamAsync(String body, String... headers) {
        return CALLER.openAsync(Caller.post(gateway(CHAT), body, headers).build());
    }

    /** Gets a path of the gateway. */
    protected final Reply get(String path, String... headers) {
        return CALLER.send(Caller.request(gateway(path), headers).build());
    }

    /** The HTTP client that the methods above use. */
    protected static Caller caller() {
        return CALLER;
    }

    protected static WireMockServer upstream() {
        return Upstreams.wiremock();
    }

    /** Lets a provider at WireMock answer each chat request like this. */
    protected static void answers(String provider, ResponseDefinitionBuilder answer) {
        upstream()
                .stubFor(WireMock.post("/" + provider + "/v1/chat/completions").willReturn(answer));
    }

    /** Lets a provider at WireMock answer each chat request with this JSON. */
    protected static void answers(String provider, String json) {
        answers(provider, WireMock.okJson(json));
    }

    /** The chat requests that reached a provider at WireMock, oldest first. */
    protected static List<LoggedRequest> asked(String provider) {
        return upstream().findAll(WireMock.postRequestedFor(urlEqualTo("/" + provider + "/v1/chat/completions")));
    }

    /** The chat requests that reached WireMock, wherever they went. */
    protected static List<LoggedRequest> asked() {
        return upstream().findAll(WireMock.postRequestedFor(anyUrl()));
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
    protected static Path workDirectory() {
        return Path.of(System.getProperty("gateway.it.directory"));
    }
}
