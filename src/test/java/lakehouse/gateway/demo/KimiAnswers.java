package lakehouse.gateway.demo;

/** Kimi For Coding on its Anthropic-style surface, which is open to other clients: thinks first, without a signature. */
final class KimiAnswers {

    private static final String USAGE = """
            {"input_tokens":8,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":21}""";

    private static final String MESSAGE =
            "\"id\":\"msg_demo_kimi\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"kimi-for-coding\"";

    private static final String REPLY = """
            {%s,"content":[{"type":"thinking","thinking":"The user pings. Answer with PONG.","signature":""},\
            {"type":"text","text":"PONG"}],"stop_reason":"end_turn","stop_sequence":null,"usage":%s}""".formatted(MESSAGE, USAGE);

    private static final String MODELS = """
            {"data":[{"id":"kimi-for-coding","context_length":262144,"supports_reasoning":true,"supports_image_in":true,\
            "supports_video_in":true,"supports_thinking_type":"only","display_name":"Kimi For Coding"}]}""";

    private KimiAnswers() {}

    static StandIn standIn() {
        return new StandIn("kimi", "/coding/v1")
                .replies("/coding/v1/messages", REPLY)
                .streams("/coding/v1/messages", "text/event-stream", stream())
                .lists("/coding/v1/models", MODELS);
    }

    private static String stream() {
        return event(
                        "message_start",
                        "\"message\":{" + MESSAGE + ",\"content\":[],\"stop_reason\":null,\"usage\":" + USAGE + "}")
                + start(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}")
                + event("ping", "")
                + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"The user pings. \"}")
                + delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"Answer with PONG.\"}")
                + event("content_block_stop", "\"index\":0")
                + start(1, "{\"type\":\"text\",\"text\":\"\"}")
                + delta(1, "{\"type\":\"text_delta\",\"text\":\"PONG\"}")
                + event("content_block_stop", "\"index\":1")
                + event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":" + USAGE)
                + event("message_stop", "");
    }

    private static String start(int index, String block) {
        return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block);
    }

    private static String delta(int index, String delta) {
        return event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta);
    }

    private static String event(String type, String members) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + (members.isEmpty() ? "" : "," + members)
                + "}\n\n";
    }
}
