package lakehouse.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.requests.AnthropicRules;
import lakehouse.gateway.requests.Marks;
import lakehouse.gateway.requests.OpenAiRequests;
import lakehouse.gateway.requests.SentRequest;
import org.junit.jupiter.api.Test;

/** Ten thousand random requests, to each model in turn: none breaks a rule of the API, and none loses a word. */
class AnthropicPropertyTest {
    private static final int SEEDS = Integer.getInteger("rules.seeds", 10_000);
    private static final List<String> MODELS = List.of(
            "claude-3-haiku-20240307",
            "claude-3-5-haiku-latest",
            "claude-3-7-sonnet-20250219",
            "claude-opus-4-20250514",
            "claude-opus-4-1",
            "claude-sonnet-4-5-20250929",
            "claude-haiku-4-5",
            "claude-opus-4-6",
            "claude-sonnet-4-6",
            "claude-opus-4-7",
            "claude-opus-5",
            "claude-sonnet-5",
            "claude-fable-5-1",
            "claude-sonnet-5-5",
            "claude-opus-5-5");

    /** What the gateway may refuse: each has no counterpart in the API. */
    private static final List<String> REFUSALS = List.of(
            "part of type \"input_audio\"",
            "part of type \"file without file_data\"",
            "images as JPEG, PNG, GIF or WebP only",
            "images from an https address",
            "a tool of type \"custom\"",
            "no message says anything");

    private final ProviderSettings provider = ProviderSettings.read(
            MapSettings.withProvider("a")
                    .set("gateway.provider.a.base-url", "https://api.anthropic.com/v1")
                    .settings(),
            "a");

    @Test
    void breaksNoRuleAndLosesNoWord() throws Exception {
        AnthropicRules rules = AnthropicRules.ofAnthropic();
        Map<String, Integer> refused = new TreeMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            String model = MODELS.get((int) (seed % MODELS.size()));
            String given = OpenAiRequests.random(seed);
            JsonDocument body = JsonDocument.parse(given);
            var translator = new AnthropicTranslator(
                    provider, Inquiry.chat(body, model, body.isTrue("stream")), new ReasoningMemory());
            try {
                var request = translator.request();
                JsonObject sent = request.body().tree();

                assertThat(rules.broken(new SentRequest("/v1/messages", request.headers(), sent)))
                        .as("seed %d, %s: %s%nsent: %s", seed, model, given, sent)
                        .isEmpty();
                assertThat(Marks.lost(kept(body), decoded(sent)))
                        .as("seed %d, %s: %s%nsent: %s", seed, model, given, sent)
                        .isEmpty();
                assertThat(translator.warnings()).allMatch(warning -> warning.matches("[a-z_]+; [ -~]+"));
            } catch (GatewayException e) {
                String message = e.failure().message();
                String reason = REFUSALS.stream()
                        .filter(message::contains)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(message + ": " + given));
                refused.merge(reason, 1, Integer::sum);
            }
        }
        assertThat(refused.values().stream().mapToInt(Integer::intValue).sum())
                .as("%s", refused)
                .isLessThan(SEEDS / 5);
    }

    /** What must survive: all but tools that may not be called. */
    private static String kept(JsonDocument body) {
        JsonObject request = body.tree();
        boolean restricted =
                request.get("tool_choice") instanceof JsonObject choice && choice.containsKey("allowed_tools");
        return (restricted ? JsonParts.without(request, List.of("tools", "tool_choice")) : request).toString();
    }

    /** With the texts of documents readable. */
    private static String decoded(JsonObject sent) {
        return sent.toString();
    }
}
