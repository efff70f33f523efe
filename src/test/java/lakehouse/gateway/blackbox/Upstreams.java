package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The upstreams of the gateway under test, on the ports that its configuration names. */
final class Upstreams {

    private static final WireMockServer WIREMOCK = new WireMockServer(wireMockConfig()
            .bindAddress("127.0.0.1")
            .port(Integer.getInteger("upstream.port"))
            .containerThreads(64)
            .http2PlainDisabled(true));

    /** Bound and never listening: it keeps the system from giving the port to an outgoing connection meanwhile. */
    private static final Socket STREAM_PORT_KEEPER = new Socket();

    static {
        WIREMOCK.start();
        try {
            STREAM_PORT_KEEPER.setReuseAddress(true);
            STREAM_PORT_KEEPER.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), streamPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Upstreams() {}

    /** The one WireMock of this test run; the provider is the first segment of a request's path. */
    static WireMockServer wiremock() {
        return WIREMOCK;
    }

    /** The port of the provider {@code raw}: free until a test listens on it, on 127.0.0.1. */
    static int streamPort() {
        return Integer.getInteger("stream.port");
    }
}
