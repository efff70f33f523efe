package lakehouse.gateway.demo;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;

/** One provider's stand-in, listening on a free loopback port from its creation on. */
final class StandIn {

    private static final String JSON = "application/json";
    private static final int STREAM_MILLIS = 1_200;

    private final String id;
    private final String path;
    private final WireMockServer server =
            new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());

    /**
     * Starts the server; it knows no answer yet.
     *
     * @param id the provider's id in the gateway
     * @param path the path of the vendor's base URL
     */
    StandIn(String id, String path) {
        this.id = id;
        this.path = path;
        server.start();
    }

    /**
     * The reply to a chat that does not ask for a stream.
     *
     * @param chat path of the vendor's chat API
     */
    StandIn replies(String chat, String body) {
        server.stubFor(post(chat)
                .atPriority(2)
                .willReturn(aResponse().withHeader("Content-Type", JSON).withBody(body)));
        return this;
    }

    /** The stream for a chat with {@code "stream": true}, sent piece by piece, the cuts falling anywhere in an event. */
    StandIn streams(String chat, String mediaType, String events) {
        int pieces = Math.max(2, events.split("\n+").length / 2);
        server.stubFor(post(chat)
                .atPriority(1)
                .withRequestBody(matchingJsonPath("$[?(@.stream == true)]"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", mediaType)
                        .withBody(events)
                        .withChunkedDribbleDelay(pieces, STREAM_MILLIS)));
        return this;
    }

    /** The body of a GET. */
    StandIn lists(String absolutePath, String body) {
        server.stubFor(get(absolutePath)
                .willReturn(aResponse().withHeader("Content-Type", JSON).withBody(body)));
        return this;
    }

    String id() {
        return id;
    }

    /** The gateway's settings for this provider, as lines of a properties file. */
    String settings() {
        String prefix = "gateway.provider." + id + ".";
        return prefix + "base-url=http://127.0.0.1:" + server.port() + path + "\n" + prefix + "api-key=demo-key-" + id
                + "\n";
    }

    void stop() {
        server.stop();
    }
}
