package lakehouse.gateway.requests;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import lakehouse.gateway.json.JsonParts;

/**
 * What Kimi checks on its Anthropic-shaped surface: the rules of that format, and its own of tools and sampling.
 */
public final class KimiMessagesRules extends RuleBook {
    private final AnthropicRules format = AnthropicRules.asOthersServeIt();

    private static final String API = "https://platform.kimi.ai/docs/api/chat";

    /** All rules. */
    public KimiMessagesRules() {
        rule(
                "kimi-messages-max-tokens",
                "https://platform.claude.com/docs/en/api/messages/create",
                (body, complain) -> {
                    if (!(body.get("max_tokens") instanceof JsonNumber)) {
                        complain.accept("max_tokens: Field required");
                    }
                });
        rule("kimi-messages-tools-many", API, (body, complain) -> {
            if (body.get("tools") instanceof JsonArray tools && tools.size() > 128) {
                complain.accept("Invalid request: tools exceed the maximum of 128");
            }
        });
        rule("kimi-messages-tool-name", "https://github.com/MoonshotAI/kimi-cli/issues/2531", (body, complain) -> {
            JsonParts.objects(body.get("tools")).forEach(tool -> KimiRules.name(tool, complain));
            messages(body).stream()
                    .flatMap(message -> parts(message).stream())
                    .filter(block -> "tool_use".equals(JsonParts.string(block, "type")))
                    .forEach(block -> KimiRules.name(block, complain));
        });
        rule(
                "kimi-messages-schema",
                "https://github.com/MoonshotAI/walle/blob/main/docs/mfjs-spec.md",
                (body, complain) -> {
                    for (JsonObject tool : JsonParts.objects(body.get("tools"))) {
                        if (tool.get("input_schema") instanceof JsonObject schema) {
                            MoonshotFlavour.check(schema, complain);
                        }
                    }
                });
        rule(
                "kimi-messages-sampling",
                "https://platform.kimi.ai/docs/api/models-overview",
                (body, complain) -> List.of("temperature", "top_p").stream()
                        .filter(body::containsKey)
                        .forEach(field ->
                                complain.accept("invalid " + field + ": only one value is allowed for this model")));
    }

    @Override
    public List<Rule> rules() {
        return Stream.concat(super.rules().stream(), format.rules().stream()).toList();
    }

    @Override
    public List<Broken> broken(SentRequest request) {
        return Stream.concat(super.broken(request).stream(), format.broken(request).stream())
                .toList();
    }

    @Override
    public String refusal(Broken broken) {
        return "{\"error\":{\"type\":\"invalid_request_error\",\"message\":" + JsonParts.quoted(broken.message())
                + "},\"type\":\"error\"}";
    }
}
