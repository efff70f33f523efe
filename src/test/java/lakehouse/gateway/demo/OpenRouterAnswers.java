package lakehouse.gateway.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.requests.OpenRouterRules;
import lakehouse.gateway.requests.VendorRules;

/** OpenRouter: keep-alive comments or blank lines first, its own {@code provider} field, a cost, two finish chunks. */
final class OpenRouterAnswers implements Vendor {
    private static final String MODEL = "moonshotai/kimi-k2.6";

    private static final String USAGE = """
            {"prompt_tokens":8,"completion_tokens":21,"total_tokens":29,"cost":0.00004536,"is_byok":false,\
            "prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0,"video_tokens":0},\
            "cost_details":{"upstream_inference_cost":0.00004536},\
            "completion_tokens_details":{"reasoning_tokens":17,"image_tokens":0,"audio_tokens":0}}""";

    private static final String CREDITS = "{\"data\":{\"total_credits\":10,\"total_usage\":1.25}}";

    private static final String KEY = """
            {"data":{"label":"sk-or-demo","limit":5,"limit_remaining":4.5,"limit_reset":"monthly","usage":0.5,\
            "is_free_tier":false}}""";

    private final VendorRules rules = new OpenRouterRules();

    @Override
    public String chat() {
        return "/api/v1/chat/completions";
    }

    @Override
    public List<String> models() {
        return List.of(MODEL);
    }

    @Override
    public VendorRules rules() {
        return rules;
    }

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public boolean streamsByItself() {
        return false;
    }

    @Override
    public String whole(Said said) {
        String thought = JsonParts.quoted(said.thought());
        return "\n         \n\n         \n"
                + "{\"id\":\"gen-demo-openrouter\",\"object\":\"chat.completion\",\"created\":1777319885,\"model\":"
                + JsonParts.quoted(said.model()) + ",\"provider\":\"Inceptron\",\"system_fingerprint\":null,"
                + "\"choices\":[{\"index\":0,\"logprobs\":null,\"finish_reason\":\"stop\",\"native_finish_reason\":\"stop\","
                + "\"message\":{\"role\":\"assistant\",\"content\":" + JsonParts.quoted(said.text())
                + ",\"refusal\":null,\"reasoning\":" + thought
                + ",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":" + thought
                + ",\"format\":\"unknown\",\"index\":0}]}}],\"usage\":" + USAGE + "}";
    }

    @Override
    public List<String> stream(Said said) {
        List<String> events = new ArrayList<>();
        events.add(": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n");
        events.add(chunk(
                said,
                "{\"content\":\"\",\"role\":\"assistant\",\"reasoning\":" + JsonParts.quoted(said.thought()) + "}",
                "null",
                ""));
        said.words()
                .forEach(word -> events.add(chunk(
                        said, "{\"content\":" + JsonParts.quoted(word) + ",\"role\":\"assistant\"}", "null", "")));
        events.add(chunk(said, "{\"content\":\"\",\"role\":\"assistant\",\"reasoning\":null}", "\"stop\"", ""));
        events.add(chunk(said, "{\"content\":\"\",\"role\":\"assistant\"}", "\"stop\"", ",\"usage\":" + USAGE));
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static String chunk(Said said, String delta, String finish, String more) {
        return "data: {\"id\":\"gen-demo-openrouter\",\"object\":\"chat.completion.chunk\",\"created\":1777319889,"
                + "\"model\":" + JsonParts.quoted(said.model())
                + ",\"provider\":\"ModelRun\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + finish + ",\"native_finish_reason\":" + finish + "}]" + more + "}\n\n";
    }

    @Override
    public String error(int status, String model) {
        String message = switch (status) {
            case 404 -> "No endpoints found for " + model + ".";
            case 429 -> "Provider returned error";
            case 400 -> "Invalid request";
            default -> "Internal Server Error";
        };
        return "{\"error\":{\"message\":" + JsonParts.quoted(message) + ",\"code\":" + status
                + "},\"user_id\":\"user_demo\"}";
    }

    @Override
    public Map<String, String> lists() {
        String models = Trouble.all(MODEL).stream()
                .map(
                        model -> "{\"id\":\"" + model + "\",\"canonical_slug\":\"" + model
                                + "\",\"name\":\"MoonshotAI: Kimi K2.6\",\"created\":1777300000,\"description\":\"Stand-in\","
                                + "\"context_length\":262144,\"architecture\":{\"input_modalities\":[\"text\"],"
                                + "\"output_modalities\":[\"text\"],\"tokenizer\":\"Other\",\"instruct_type\":null},"
                                + "\"pricing\":{\"prompt\":\"0.00000044\",\"completion\":\"0.0000022\"},"
                                + "\"top_provider\":{\"context_length\":262144,\"max_completion_tokens\":null,\"is_moderated\":false},"
                                + "\"per_request_limits\":null,\"supported_parameters\":[\"max_tokens\",\"reasoning\",\"tools\"]}")
                .collect(Collectors.joining(","));
        return Map.of("/api/v1/models", "{\"data\":[" + models + "]}", "/api/v1/credits", CREDITS, "/api/v1/key", KEY);
    }
}
