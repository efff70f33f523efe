package lakehouse.gateway.demo;

/** OpenRouter: keep-alive comments or blank lines first, its own {@code provider} field, a cost, two finish chunks. */
final class OpenRouterAnswers {

    private static final String USAGE = """
            {"prompt_tokens":8,"completion_tokens":21,"total_tokens":29,"cost":0.00004536,"is_byok":false,\
            "prompt_tokens_details":{"cached_tokens":0,"cache_write_tokens":0,"audio_tokens":0,"video_tokens":0},\
            "cost_details":{"upstream_inference_cost":0.00004536},\
            "completion_tokens_details":{"reasoning_tokens":17,"image_tokens":0,"audio_tokens":0}}""";

    private static final String REPLY = "\n         \n\n         \n" + """
            {"id":"gen-demo-openrouter","object":"chat.completion","created":1777319885,\
            "model":"moonshotai/kimi-k2.6","provider":"Inceptron","system_fingerprint":null,\
            "choices":[{"index":0,"logprobs":null,"finish_reason":"stop","native_finish_reason":"stop",\
            "message":{"role":"assistant","content":"PONG","refusal":null,"reasoning":"The user pings.",\
            "reasoning_details":[{"type":"reasoning.text","text":"The user pings.","format":"unknown","index":0}]}}],\
            "usage":%s}""".formatted(USAGE);

    private static final String MODELS = """
            {"data":[{"id":"moonshotai/kimi-k2.6","canonical_slug":"moonshotai/kimi-k2.6","name":"MoonshotAI: Kimi K2.6",\
            "created":1777300000,"description":"Stand-in","context_length":262144,\
            "architecture":{"input_modalities":["text"],"output_modalities":["text"],"tokenizer":"Other",\
            "instruct_type":null},"pricing":{"prompt":"0.00000044","completion":"0.0000022"},\
            "top_provider":{"context_length":262144,"max_completion_tokens":null,"is_moderated":false},\
            "per_request_limits":null,"supported_parameters":["max_tokens","reasoning","tools"]}]}""";

    private OpenRouterAnswers() {}

    static StandIn standIn() {
        return new StandIn("openrouter", "/api/v1")
                .replies("/api/v1/chat/completions", REPLY)
                .streams("/api/v1/chat/completions", "text/event-stream", stream())
                .lists("/api/v1/models", MODELS);
    }

    private static String stream() {
        String comment = ": OPENROUTER PROCESSING\n\n";
        return comment
                + comment
                + chunk("{\"content\":\"\",\"role\":\"assistant\",\"reasoning\":\"The user pings.\"}", "null", "")
                + chunk("{\"content\":\"PONG\",\"role\":\"assistant\"}", "null", "")
                + chunk("{\"content\":\"\",\"role\":\"assistant\",\"reasoning\":null}", "\"stop\"", "")
                + chunk("{\"content\":\"\",\"role\":\"assistant\"}", "\"stop\"", ",\"usage\":" + USAGE)
                + "data: [DONE]\n\n";
    }

    private static String chunk(String delta, String finish, String more) {
        return "data: {\"id\":\"gen-demo-openrouter\",\"object\":\"chat.completion.chunk\",\"created\":1777319889,"
                + "\"model\":\"moonshotai/kimi-k2.6\",\"provider\":\"ModelRun\",\"choices\":[{\"index\":0,\"delta\":"
                + delta + ",\"finish_reason\":" + finish + ",\"native_finish_reason\":" + finish + "}]" + more
                + "}\n\n";
    }
}
