package lakehouse.gateway.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.requests.OllamaRules;
import lakehouse.gateway.requests.VendorRules;

/** Ollama's native API, local and cloud: one JSON document on each line, and counts instead of usage. */
final class OllamaAnswers implements Vendor {
    private static final String COUNTS =
            "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":4883583458,\"prompt_eval_count\":8,\"eval_count\":21";

    private final String model;
    private final VendorRules rules = new OllamaRules();

    OllamaAnswers(String model) {
        this.model = model;
    }

    @Override
    public String chat() {
        return "/api/chat";
    }

    @Override
    public List<String> models() {
        return List.of(model);
    }

    @Override
    public VendorRules rules() {
        return rules;
    }

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    @Override
    public boolean streamsByItself() {
        return true;
    }

    @Override
    public String whole(Said said) {
        return line(said, JsonParts.quoted(said.text()) + ",\"thinking\":" + JsonParts.quoted(said.thought()), COUNTS);
    }

    @Override
    public List<String> stream(Said said) {
        List<String> lines = new ArrayList<>();
        lines.add(line(said, "\"\",\"thinking\":" + JsonParts.quoted(said.thought()), "\"done\":false"));
        said.words().forEach(word -> lines.add(line(said, JsonParts.quoted(word), "\"done\":false")));
        lines.add(line(said, "\"\"", "\"done\":false"));
        lines.add(line(said, "\"\"", "\"done\":false"));
        lines.add(line(said, "\"\"", COUNTS));
        return lines;
    }

    private static String line(Said said, String content, String members) {
        return "{\"model\":" + JsonParts.quoted(said.model())
                + ",\"created_at\":\"2026-07-17T08:52:19.385406455Z\",\"message\":"
                + "{\"role\":\"assistant\",\"content\":" + content + "}," + members + "}\n";
    }

    @Override
    public String error(int status, String name) {
        return switch (status) {
            case 404 -> error("model '" + name + "' not found");
            case 429 -> error("too many concurrent requests");
            case 400 -> error("invalid request body");
            default -> error("an error was encountered while running the model");
        };
    }

    private static String error(String message) {
        return "{\"error\":" + JsonParts.quoted(message) + "}";
    }

    @Override
    public Map<String, String> lists() {
        String models = Trouble.all(model).stream()
                .map(name -> "{\"name\":\"" + name + "\",\"model\":\"" + name
                        + "\",\"modified_at\":\"2026-07-01T10:00:00Z\",\"size\":2019393189,\"digest\":\"demo\","
                        + "\"details\":{\"format\":\"gguf\",\"family\":\"demo\",\"parameter_size\":\"3.2B\"}}")
                .collect(Collectors.joining(","));
        return Map.of("/api/tags", "{\"models\":[" + models + "]}");
    }
}
