package lakehouse.gateway.clients;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/** An upstream that sends recordings, and how the gateway's caller names it. */
enum UpstreamApi {
    KIMI("kimi", "kimi-for-coding", "get_weather", "get_weather_0", "Paris"),
    OPENROUTER("openrouter", "moonshotai/kimi-k2.6", "weather", "functions.weather:0", "Florence");

    private final String provider;
    private final String model;
    private final String tool;
    private final String callId;
    private final String city;

    UpstreamApi(String provider, String model, String tool, String callId, String city) {
        this.provider = provider;
        this.model = model;
        this.tool = tool;
        this.callId = callId;
        this.city = city;
    }

    /** The model name that the caller uses. */
    String gatewayModel() {
        return provider + "/" + model;
    }

    /** The provider's id. */
    String provider() {
        return provider;
    }

    /** The model name that must leave the gateway. */
    String model() {
        return model;
    }

    /** The tool that {@code tools.json} and {@code tools.sse} call. */
    String tool() {
        return tool;
    }

    /** The id of that call. */
    String callId() {
        return callId;
    }

    /** The place in the arguments of that call. */
    String city() {
        return city;
    }

    Recording recording(String file) {
        return Recording.of(provider + "/" + file);
    }

    /** Answers every request with a recording. */
    Recording answers(WireMockServer upstream, String file) {
        var recording = recording(file);
        upstream.stubFor(request().willReturn(ok(recording)));
        return recording;
    }

    /** Answers a request that carries a tool's result with a recording; any other is left to the other stubs. */
    Recording answersToolResult(WireMockServer upstream, String file) {
        var recording = recording(file);
        upstream.stubFor(request()
                .atPriority(1)
                .withRequestBody(matchingJsonPath("$.messages[?(@.role == 'tool')]"))
                .willReturn(ok(recording)));
        return recording;
    }

    /** Refuses every request with a recorded error. */
    void refuses(WireMockServer upstream, int status, String file) {
        upstream.stubFor(request()
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withHeader("Retry-After", "1")
                        .withBody(recording(file).body())));
    }

    /** The requests that left the gateway, oldest first. */
    List<LoggedRequest> requests(WireMockServer upstream) {
        return upstream.findAll(postRequestedFor(urlEqualTo(path())));
    }

    private MappingBuilder request() {
        return post(urlEqualTo(path()));
    }

    private String path() {
        return "/" + provider + "/v1/chat/completions";
    }

    private static ResponseDefinitionBuilder ok(Recording recording) {
        return aResponse()
                .withHeader("Content-Type", recording.isStream() ? "text/event-stream" : "application/json")
                .withBody(recording.body());
    }
}
