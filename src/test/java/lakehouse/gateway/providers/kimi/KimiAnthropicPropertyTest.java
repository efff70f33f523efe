package lakehouse.gateway.providers.kimi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.provider.ReasoningMemory;
import lakehouse.gateway.providers.anthropic.AnthropicDialects;
import lakehouse.gateway.requests.AnthropicRules;
import lakehouse.gateway.requests.Marks;
import lakehouse.gateway.requests.OpenAiRequests;
import lakehouse.gateway.requests.SentRequest;
import org.junit.jupiter.api.Test;

/** Ten thousand random requests to Kimi's Anthropic-style surface: the rules of the format, and Kimi's own on top. */
class KimiAnthropicPropertyTest {
    private static final int SEEDS = Integer.getInteger("rules.seeds", 10_000);

    private final ProviderSettings provider = ProviderSettings.read(
            MapSettings.withProvider("k")
                    .set("gateway.provider.k.dialect", "kimi")
                    .set("gateway.provider.k.base-url", "https://api.kimi.com/coding/v1")
                    .settings(),
            "k");

    @Test
    void breaksNoRuleAndLosesNoWord() throws Exception {
        AnthropicRules rules = AnthropicRules.asOthersServeIt();
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            String given = OpenAiRequests.random(seed);
            JsonDocument body = JsonDocument.parse(given);
            ReasoningMemory memory = new ReasoningMemory();
            try {
                var request = KimiAnthropicTranslator.over(
                                AnthropicDialects.with(memory),
                                provider,
                                Inquiry.chat(body, "kimi-for-coding", false),
                                memory)
                        .request();
                JsonObject sent = request.body().tree();
                String context = "seed " + seed + ": " + given;

                assertThat(rules.broken(new SentRequest("/coding/v1/messages", request.headers(), sent)))
                        .as("%s", context)
                        .isEmpty();
                assertThat(kimi(sent)).as("%s", context).isEmpty();
                assertThat(Marks.lost(kept(body.tree()), sent.toString()))
                        .as("%s", context)
                        .isEmpty();
            } catch (GatewayException e) {
                refused++;
            }
        }
        assertThat(refused).isLessThan(SEEDS / 5);
    }

    /** What must survive: all but tools that may not be called. */
    private static String kept(JsonObject request) {
        boolean restricted =
                request.get("tool_choice") instanceof JsonObject choice && choice.containsKey("allowed_tools");
        return (restricted ? JsonParts.without(request, List.of("tools", "tool_choice")) : request).toString();
    }

    /** What Kimi's own documentation adds, and what its users met. */
    private static List<String> kimi(JsonObject sent) {
        boolean thinks = !(sent.get("thinking") instanceof JsonObject thinking
                && "disabled".equals(JsonParts.string(thinking, "type")));
        Map<String, Boolean> rules = new java.util.LinkedHashMap<>();
        rules.put("invalid temperature", !sent.containsKey("temperature") && !sent.containsKey("top_p"));
        rules.put(
                "tool_choice is incompatible with thinking enabled",
                !thinks
                        || !(sent.get("tool_choice") instanceof JsonObject choice)
                        || Set.of("auto", "none").contains(JsonParts.textOf(choice, "type")));
        rules.put(
                "unknown effort",
                !(sent.get("output_config") instanceof JsonObject config)
                        || !config.containsKey("effort")
                        || Set.of("low", "high", "max").contains(JsonParts.textOf(config, "effort")));
        for (JsonObject message : JsonParts.objects(sent.get("messages"))) {
            List<JsonObject> blocks = JsonParts.objects(message.get("content"));
            boolean calls = blocks.stream()
                    .anyMatch(block -> JsonParts.textOf(block, "type").equals("tool_use"));
            boolean thought = blocks.stream()
                    .anyMatch(block -> JsonParts.textOf(block, "type").equals("thinking"));
            rules.merge(
                    "thinking is enabled but reasoning_content is missing",
                    !thinks || !calls || thought,
                    Boolean::logicalAnd);
        }
        return rules.entrySet().stream()
                .filter(rule -> !rule.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
