package lakehouse.gateway.demo;

/** Ollama's native API, local and cloud: one JSON document on each line, and counts instead of usage. */
final class OllamaAnswers {

    private static final String COUNTS =
            "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":4883583458,\"prompt_eval_count\":8,\"eval_count\":21";

    private final String model;

    private OllamaAnswers(String model) {
        this.model = model;
    }

    static StandIn standIn(String id, String model) {
        OllamaAnswers answers = new OllamaAnswers(model);
        return new StandIn(id, "/v1")
                .replies("/api/chat", answers.line("\"PONG\",\"thinking\":\"The user pings.\"", COUNTS))
                .streams("/api/chat", "application/x-ndjson", answers.stream())
                .lists("/api/tags", answers.tags());
    }

    private String stream() {
        return line("\"\",\"thinking\":\"The user \"", "\"done\":false")
                + line("\"\",\"thinking\":\"pings.\"", "\"done\":false")
                + line("\"PONG\"", "\"done\":false")
                + line("\"\"", COUNTS);
    }

    private String line(String content, String members) {
        return "{\"model\":\"" + model + "\",\"created_at\":\"2026-07-17T08:52:19.385406455Z\",\"message\":"
                + "{\"role\":\"assistant\",\"content\":" + content + "}," + members + "}\n";
    }

    private String tags() {
        return """
                {"models":[{"name":"%1$s","model":"%1$s","modified_at":"2026-07-01T10:00:00Z","size":2019393189,\
                "digest":"demo","details":{"format":"gguf","family":"demo","parameter_size":"3.2B"}}]}
                """.formatted(model);
    }
}
