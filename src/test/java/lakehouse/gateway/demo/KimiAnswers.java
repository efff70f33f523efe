package lakehouse.gateway.demo;

/** Kimi For Coding: reasons first, in {@code reasoning_content}, and repeats the usage of a stream in two places. */
final class KimiAnswers {

    private static final String USAGE = """
            {"prompt_tokens":8,"completion_tokens":21,"total_tokens":29,"cached_tokens":8,\
            "completion_tokens_details":{"reasoning_tokens":17},"prompt_tokens_details":{"cached_tokens":8}}""";

    private static final String REPLY = """
            {"id":"chatcmpl-demo-kimi","object":"chat.completion","created":1787771085,"model":"kimi-for-coding",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"PONG",\
            "reasoning_content":"The user pings. Answer with PONG."},"finish_reason":"stop"}],"usage":%s}""".formatted(USAGE);

    private static final String MODELS = """
            {"data":[{"id":"kimi-for-coding","context_length":262144,"supports_reasoning":true,"supports_image_in":true,\
            "supports_video_in":true,"supports_thinking_type":"only","display_name":"Kimi For Coding"}]}""";

    private KimiAnswers() {}

    static StandIn standIn() {
        return new StandIn("kimi", "/coding/v1")
                .replies(REPLY)
                .streams(stream())
                .lists("/coding/v1/models", MODELS);
    }

    private static String stream() {
        return chunk(delta("{\"role\":\"assistant\",\"content\":\"\"}"), "")
                + chunk(delta("{\"reasoning_content\":\"The user pings. \"}"), "")
                + chunk(delta("{\"reasoning_content\":\"Answer with PONG.\"}"), "")
                + chunk(delta("{\"reasoning_content\":\"\"}"), "")
                + chunk(delta("{\"content\":\"PONG\"}"), "")
                + chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\",\"usage\":" + USAGE + "}", "")
                + chunk("", ",\"usage\":" + USAGE)
                + "data: [DONE]\n\n";
    }

    private static String delta(String delta) {
        return "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":null}";
    }

    private static String chunk(String choice, String more) {
        return "data: {\"id\":\"chatcmpl-demo-kimi\",\"object\":\"chat.completion.chunk\",\"created\":1787771085,"
                + "\"model\":\"kimi-for-coding\",\"choices\":[" + choice + "]" + more + "}\n\n";
    }
}
