package lakehouse.gateway.dialects;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.Upstream;

/**
 * An upstream that calls two tools, twice, and then answers; and that refuses, as Kimi does, an assistant turn with tool
 * calls whose reasoning does not come back.
 */
enum Loop {
    COMPATIBLE("compatible", "openai", "/compatible/v1/chat/completions", Loop::openAiTurn),
    KIMI("kimi", "kimi", "/kimi/v1/chat/completions", Loop::openAiTurn),
    OPENROUTER("openrouter", "openrouter", "/openrouter/v1/chat/completions", Loop::openRouterTurn),
    OLLAMA_SHIM("ollama", "ollama", "/ollama/v1/chat/completions", Loop::shimTurn),
    KIMI_ANTHROPIC("kimi-anthropic", "kimi-anthropic", "/kimi-anthropic/v1/messages", Loop::anthropicTurn),
    ANTHROPIC("anthropic", "anthropic", "/anthropic/v1/messages", Loop::anthropicTurn),
    OLLAMA("ollama-native", "ollama-native", "/ollama-native/api/chat", Loop::ollamaTurn);

    static final String REASONING = "Two cities, two calls.";

    private final String provider;
    private final String folder;
    private final String path;
    private final Predicate<JsonObject> carriesReasoning;

    Loop(String provider, String folder, String path, Predicate<JsonObject> carriesReasoning) {
        this.provider = provider;
        this.folder = folder;
        this.path = path;
        this.carriesReasoning = carriesReasoning;
    }

    String model() {
        return provider + "/m";
    }

    /** Two rounds of tools, then an answer. */
    void opens(WireMockServer upstream) {
        stub(upstream, 1, request -> turns(request).stream().anyMatch(turn -> !carriesReasoning.test(turn)), refusal());
        stub(upstream, 2, request -> turns(request).size() >= 2, "contract-reasoning");
        stub(upstream, 3, request -> true, "contract-parallel");
    }

    private static String refusal() {
        return "{\"error\":{\"message\":\"thinking is enabled but reasoning_content is missing in assistant tool call"
                + " message at index 2\",\"type\":\"invalid_request_error\"}}";
    }

    private void stub(WireMockServer upstream, int priority, Predicate<JsonObject> when, String answer) {
        for (boolean stream : new boolean[] {false, true}) {
            upstream.stubFor(post(urlPathEqualTo(path))
                    .atPriority(priority)
                    .andMatching(request -> MatchResult.of(streams(request) == stream && when.test(body(request))))
                    .willReturn(
                            answer.startsWith("{")
                                    ? aResponse()
                                            .withStatus(400)
                                            .withHeader("Content-Type", "application/json")
                                            .withBody(answer)
                                    : aResponse()
                                            .withHeader("Content-Type", type(stream))
                                            .withBody(recording(answer, stream))));
        }
    }

    private String type(boolean stream) {
        if (!stream) {
            return "application/json";
        }
        return this == OLLAMA ? "application/x-ndjson" : "text/event-stream";
    }

    private String recording(String name, boolean stream) {
        String ending = !stream ? ".json" : this == OLLAMA ? ".ndjson" : ".sse";
        return new String(Upstream.bytes(folder + "/" + name + ending), StandardCharsets.UTF_8);
    }

    /** The requests that left, oldest first. */
    List<LoggedRequest> requests(WireMockServer upstream) {
        return upstream.findAll(postRequestedFor(urlPathEqualTo(path)));
    }

    static JsonObject body(Request request) {
        try {
            return JsonSyntax.object(request.getBodyAsString());
        } catch (MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean streams(Request request) {
        return body(request).getBoolean("stream", false);
    }

    /** The assistant's turns that call tools. */
    private static List<JsonObject> turns(JsonObject body) {
        return JsonParts.objects(body.get("messages")).stream()
                .filter(message -> message.getString("role").equals("assistant"))
                .filter(message -> message.containsKey("tool_calls") || hasBlock(message, "tool_use"))
                .toList();
    }

    private static boolean hasBlock(JsonObject message, String type) {
        return JsonParts.objects(message.get("content")).stream()
                .anyMatch(block -> block.getString("type").equals(type));
    }

    private static boolean openAiTurn(JsonObject turn) {
        return filled(turn, "reasoning_content");
    }

    private static boolean openRouterTurn(JsonObject turn) {
        return filled(turn, "reasoning") && turn.containsKey("reasoning_details");
    }

    private static boolean shimTurn(JsonObject turn) {
        return filled(turn, "reasoning");
    }

    private static boolean anthropicTurn(JsonObject turn) {
        return hasBlock(turn, "thinking");
    }

    private static boolean ollamaTurn(JsonObject turn) {
        return filled(turn, "thinking");
    }

    private static boolean filled(JsonObject turn, String field) {
        return turn.get(field) instanceof JsonString text && !text.getString().isEmpty();
    }
}
