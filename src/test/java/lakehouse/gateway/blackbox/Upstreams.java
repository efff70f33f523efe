package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;

/** The upstreams of the gateway under test, on the ports that its configuration names. */
final class Upstreams {

    private static final WireMockServer WIREMOCK = new WireMockServer(wireMockConfig()
            .bindAddress("127.0.0.1")
            .port(Integer.getInteger("upstream.port"))
            .containerThreads(64)
            .http2PlainDisabled(true));

    static {
        WIREMOCK.start();
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
