package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.threads.Timer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams behind a real proxy, on loopback under the machine's own name, which is reached through a proxy. */
class UpstreamProxyTest {
    private static final String PASSWORD = "changeit";
    private static final ClockLimits LIMITS = new ClockLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>();
    private final UpstreamClient client = new UpstreamClient();
    private @Nullable Tinyproxy proxy;

    @BeforeEach
    void start() {
        client.timer = new Timer();
        client.network = new UpstreamNetwork(new Settings(name -> Optional.ofNullable(settings.get(name))));
        client.start();
    }

    @AfterEach
    void stop() {
        client.stop();
        if (proxy != null) {
            proxy.close();
        }
    }

    @Test
    void forwardsToAnHttpAddress() throws Exception {
        int port = startProxy();
        settings.put("HTTP_PROXY", "http://127.0.0.1:" + port);
        try (var upstream = upstream(new ServerSocket(0, 50, address()))) {
            assertThat(call("http", upstream)).isEqualTo("{}");
            assertThat(callOnceMore(upstream)).isEqualTo("{}");
        }
        assertThat(log()).contains("POST http://" + name(address()) + ":");
    }

    @Test
    void tunnelsToAnHttpsAddressWhoseAuthorityIsNamed() throws Exception {
        int port = startProxy("BasicAuth gateway p-ss");
        settings.put("https_proxy", "gateway:p%2Dss@127.0.0.1:" + port);
        settings.put("gateway.upstream.ca-file", folder.resolve("ca.pem").toString());
        try (var upstream = upstream(tls())) {
            assertThat(call("https", upstream)).isEqualTo("{}");
            assertThat(call("https", upstream)).isEqualTo("{}");
            assertThat(upstream.connections()).as("kept for the second call").isEqualTo(1);
        }
        assertThat(log()).contains("CONNECT " + name(address()) + ":");
    }

    @Test
    void saysThatAnAuthorityIsNotTrusted() throws Exception {
        int port = startProxy();
        settings.put("gateway.upstream.proxy", "http://127.0.0.1:" + port);
        try (var upstream = upstream(tls())) {
            assertThatThrownBy(() -> call("https", upstream)).hasMessageContaining("gateway.upstream.ca-file");
        }
    }

    @Test
    void saysThatTheProxyRefuses() throws Exception {
        int port = startProxy("BasicAuth gateway right");
        settings.put("gateway.upstream.proxy", "http://gateway:wrong-password@127.0.0.1:" + port);
        try (var upstream = upstream(tls())) {
            assertThatThrownBy(() -> call("https", upstream))
                    .hasMessageContaining("the proxy did not connect to it (status 40")
                    .hasMessageNotContaining("wrong-password");
        }
    }

    @Test
    void goesAroundTheProxyWhereItShall() throws Exception {
        address();
        settings.put("HTTP_PROXY", "http://127.0.0.1:1");
        settings.put("NO_PROXY", name(address()));
        try (var upstream = upstream(new ServerSocket(0, 50, address()));
                var local = upstream(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()))) {
            assertThat(call("http", upstream)).isEqualTo("{}");
            assertThat(call(URI.create("http://127.0.0.1:" + local.port() + "/v1")))
                    .isEqualTo("{}");
        }
    }

    @Test
    void goesNowhereWhenItsSettingsCannotBeUsed() throws Exception {
        int port = startProxy();
        settings.put("gateway.upstream.proxy", "socks5://user:secret-word@127.0.0.1:" + port);
        try (var upstream = upstream(new ServerSocket(0, 50, address()))) {
            assertThatThrownBy(() -> call("http", upstream))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessageContaining("gateway.upstream.proxy")
                    .hasMessageNotContaining("secret-word");
            assertThat(upstream.connections()).isZero();
        }
    }

    private static RawUpstreamServer upstream(ServerSocket listener) {
        return new RawUpstreamServer(listener, connection -> "", (body, out) -> {
            out.write(RawUpstreamServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
            return true;
        });
    }

    /**
     * tinyproxy closes a connection behind each answer and does not say so. When that arrives while the next request leaves,
     * the request is asked again above this class, as after every connection that ends before it answered.
     */
    private String callOnceMore(RawUpstreamServer upstream) throws Exception {
        try {
            return call("http", upstream);
        } catch (UpstreamException e) {
            assertThat(e.kind()).isEqualTo(FailureKind.UPSTREAM_ERROR);
            return call("http", upstream);
        }
    }

    private String call(String scheme, RawUpstreamServer upstream) throws Exception {
        return call(URI.create(scheme + "://" + name(address()) + ":" + upstream.port() + "/v1/chat/completions"));
    }

    private String call(URI uri) throws Exception {
        UpstreamRequest request = new UpstreamRequest(uri, Map.of(), JsonDocument.parse("{}"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        try (UpstreamExchange exchange = client.open(request, LIMITS, deadline, Duration.ZERO, new Cancellation())) {
            return new String(exchange.wholeBody(1000), StandardCharsets.UTF_8);
        }
    }

    private int startProxy(String... more) throws IOException {
        proxy = Tinyproxy.start(folder, more);
        return proxy.port();
    }

    private String log() throws IOException {
        return proxy == null ? "" : proxy.log();
    }

    private static InetAddress address() throws IOException {
        return Tinyproxy.ownAddress();
    }

    private static String name(InetAddress address) {
        return address.getHostName();
    }

    /** A listener with a certificate for this machine's name, whose authority is written to {@code ca.pem}. */
    private ServerSocket tls() throws Exception {
        Path keys = folder.resolve("keys.p12");
        String address = name(address());
        keytool(
                keys,
                "-genkeypair",
                "-alias",
                "self",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + address,
                "-ext",
                "san=dns:" + address);
        keytool(
                keys,
                "-exportcert",
                "-rfc",
                "-alias",
                "self",
                "-file",
                folder.resolve("ca.pem").toString());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, address());
    }

    private static void keytool(Path keys, String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", keys.toString()));
        var tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        var printed = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(printed).isZero();
    }
}
