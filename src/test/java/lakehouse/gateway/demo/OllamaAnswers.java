package lakehouse.gateway.demo;

/** Ollama's OpenAI-style surface, local and cloud: reasoning in {@code reasoning}, no cached or reasoning counts. */
final class OllamaAnswers {

    private static final String USAGE = "{\"prompt_tokens\":8,\"completion_tokens\":21,\"total_tokens\":29}";

    private final String model;

    private OllamaAnswers(String model) {
        this.model = model;
    }

    static StandIn standIn(String id, String model, String owner) {
        OllamaAnswers answers = new OllamaAnswers(model);
        return new StandIn(id, "/v1")
                .replies(answers.reply())
                .streams(answers.stream())
                .lists("/v1/models", answers.models(owner))
                .lists("/api/tags", answers.tags());
    }

    private String reply() {
        return """
                {"id":"chatcmpl-417","object":"chat.completion","created":1784280000,"model":"%s",\
                "system_fingerprint":"fp_ollama","choices":[{"index":0,"message":{"role":"assistant","content":"PONG",\
                "reasoning":"The user pings."},"finish_reason":"stop"}],"usage":%s}
                """.formatted(model, USAGE);
    }

    private String stream() {
        return chunk(delta("\"\",\"reasoning\":\"The user pings.\"", "null"), "")
                + chunk(delta("\"PONG\"", "null"), "")
                + chunk(delta("\"\"", "\"stop\""), "")
                + chunk("", ",\"usage\":" + USAGE)
                + "data: [DONE]\n\n";
    }

    private static String delta(String content, String finish) {
        return "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":" + content + "},\"finish_reason\":" + finish
                + "}";
    }

    private String chunk(String choice, String more) {
        return "data: {\"id\":\"chatcmpl-417\",\"object\":\"chat.completion.chunk\",\"created\":1784280000,\"model\":\""
                + model + "\",\"system_fingerprint\":\"fp_ollama\",\"choices\":[" + choice + "]" + more + "}\n\n";
    }

    private String models(String owner) {
        return """
                {"object":"list","data":[{"id":"%s","object":"model","created":1784000000,"owned_by":"%s"}]}
                """.formatted(model, owner);
    }

    private String tags() {
        return """
                {"models":[{"name":"%1$s","model":"%1$s","modified_at":"2026-07-01T10:00:00Z","size":2019393189,\
                "digest":"demo","details":{"format":"gguf","family":"demo","parameter_size":"3.2B"}}]}
                """.formatted(model);
    }
}
