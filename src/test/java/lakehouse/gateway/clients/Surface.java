package lakehouse.gateway.clients;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lakehouse.gateway.requests.AnthropicRules;
import lakehouse.gateway.requests.KimiMessagesRules;
import lakehouse.gateway.requests.KimiRules;
import lakehouse.gateway.requests.OllamaRules;
import lakehouse.gateway.requests.OllamaShimRules;
import lakehouse.gateway.requests.OpenAiRules;
import lakehouse.gateway.requests.OpenRouterRules;
import lakehouse.gateway.requests.SentRequest;
import lakehouse.gateway.requests.VendorRules;
import lakehouse.gateway.requests.VendorRules.Broken;

/** The surfaces of providers, each with a model that reads a file when asked, at a stand-in that refuses what the vendor would. */
enum Surface {
    COMPATIBLE("compatible", "/v1/chat/completions", Wire.OPENAI, new OpenAiRules()),
    KIMI("kimi", "/v1/chat/completions", Wire.OPENAI_REASONING_CONTENT, new KimiRules()),
    KIMI_ANTHROPIC(
            "kimi-anthropic",
            "/v1/messages",
            Wire.ANTHROPIC,
            new KimiMessagesRules(),
            AnthropicRules.asOthersServeIt()),
    OPENROUTER("openrouter", "/v1/chat/completions", Wire.OPENROUTER, new OpenRouterRules()),
    OLLAMA("ollama-native", "/api/chat", Wire.OLLAMA, new OllamaRules()),
    OLLAMA_SHIM("ollama", "/v1/chat/completions", Wire.OPENAI_REASONING, new OllamaShimRules()),
    ANTHROPIC("anthropic", "/v1/messages", Wire.ANTHROPIC, AnthropicRules.ofAnthropic());

    private final String provider;
    private final String path;
    private final Wire wire;
    private final List<VendorRules> rules;

    Surface(String provider, String path, Wire wire, VendorRules... rules) {
        this.provider = provider;
        this.path = "/" + provider + path;
        this.wire = wire;
        this.rules = List.of(rules);
    }

    /** Its model, as the gateway's caller names it. */
    String model() {
        return provider + (this == ANTHROPIC ? "/claude-sonnet-4-5" : "/m");
    }

    /** Whether its model thinks before it calls. */
    boolean thinks() {
        return wire.thinks();
    }

    /** How its streams are written. */
    Wire wire() {
        return wire;
    }

    /**
     * Calls a tool, and answers when the result comes back.
     *
     * @param result what the tool must give
     * @param answer what is said then
     */
    void reads(WireMockServer upstream, String tool, String arguments, String result, String answer) {
        answers(upstream, wire.call(tool, arguments), tool, result, wire.text(answer));
    }

    /**
     * Does the same with these streams.
     *
     * @param call sent to a request that offers the tool
     * @param answer sent to a request with the result
     */
    void answers(WireMockServer upstream, String call, String tool, String result, String answer) {
        upstream.stubFor(post(urlPathEqualTo(path))
                .atPriority(1)
                .andMatching(request -> MatchResult.of(!broken(request).isEmpty()))
                .willReturn(aResponse()
                        .withStatus(400)
                        .withHeader("Content-Type", "application/json")
                        .withBody(
                                "{\"error\":{\"message\":\"A rule is broken.\",\"type\":\"invalid_request_error\"}}")));
        stub(upstream, 2, request -> request.contains(result), answer);
        stub(upstream, 3, request -> request.contains("\"" + tool + "\""), call);
        // A title, or whatever else an agent asks for beside its work.
        stub(upstream, 4, request -> true, wire.text("A title."));
    }

    /** Fails each request that holds a word. */
    void fails(WireMockServer upstream, int status, String word) {
        upstream.stubFor(post(urlPathEqualTo(path))
                .atPriority(1)
                .andMatching(request -> MatchResult.of(request.getBodyAsString().contains(word)))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withBody("{\"error\":{\"message\":\"Not now.\",\"type\":\"error\"}}")));
    }

    private void stub(WireMockServer upstream, int priority, Predicate<String> when, String stream) {
        upstream.stubFor(post(urlPathEqualTo(path))
                .atPriority(priority)
                .andMatching(request -> MatchResult.of(when.test(request.getBodyAsString())))
                .willReturn(aResponse().withHeader("Content-Type", wire.type()).withBody(stream)));
    }

    /** The rules that a request breaks. */
    List<Broken> broken(Request request) {
        var sent = new SentRequest(
                path,
                request.getHeaders().all().stream()
                        .collect(Collectors.toMap(HttpHeader::key, HttpHeader::firstValue, (one, other) -> one)),
                Recording.parse(request.getBodyAsString()));
        return rules.stream().flatMap(vendor -> vendor.broken(sent).stream()).toList();
    }

    /** The requests that left, oldest first. */
    List<LoggedRequest> requests(WireMockServer upstream) {
        return upstream.findAll(postRequestedFor(urlPathEqualTo(path)));
    }
}
