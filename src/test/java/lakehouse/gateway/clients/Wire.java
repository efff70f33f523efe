package lakehouse.gateway.clients;

import java.util.List;
import java.util.stream.Collectors;
import lakehouse.gateway.json.JsonParts;

/** How a provider's stream writes thoughts, a call of a tool, and a text. */
enum Wire {
    OPENAI("") {
        @Override
        String call(String tool, String arguments) {
            return call(tool, arguments, "");
        }
    },
    OPENAI_REASONING_CONTENT("\"reasoning_content\":\"THOUGHTS\""),
    OPENAI_REASONING("\"reasoning\":\"THOUGHTS\""),
    OPENROUTER(
            "\"reasoning\":\"THOUGHTS\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"THOUGHTS\",\"format\":\"unknown\","
                    + "\"index\":0}]"),
    ANTHROPIC("") {
        @Override
        String call(String tool, String arguments) {
            return start()
                    + block(
                            0,
                            "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}",
                            List.of(
                                    "{\"type\":\"thinking_delta\",\"thinking\":\"" + THOUGHTS + "\"}",
                                    "{\"type\":\"signature_delta\",\"signature\":\"c2lnbmVkIQ==\"}"))
                    + block(
                            1,
                            "{\"type\":\"tool_use\",\"id\":\"toolu_01\",\"name\":\"" + tool + "\",\"input\":{}}",
                            halves(arguments).stream()
                                    .map(half ->
                                            "{\"type\":\"input_json_delta\",\"partial_json\":" + quoted(half) + "}")
                                    .toList())
                    + end("tool_use");
        }

        @Override
        String text(String text) {
            return start()
                    + block(
                            0,
                            "{\"type\":\"text\",\"text\":\"\"}",
                            halves(text).stream()
                                    .map(half -> "{\"type\":\"text_delta\",\"text\":" + quoted(half) + "}")
                                    .toList())
                    + end("end_turn");
        }

        private String start() {
            return event(
                    "message_start",
                    "\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\","
                            + "\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}");
        }

        private String block(int index, String block, List<String> deltas) {
            return event("content_block_start", "\"index\":" + index + ",\"content_block\":" + block)
                    + deltas.stream()
                            .map(delta -> event("content_block_delta", "\"index\":" + index + ",\"delta\":" + delta))
                            .collect(Collectors.joining())
                    + event("content_block_stop", "\"index\":" + index);
        }

        private String end(String reason) {
            return event(
                            "message_delta",
                            "\"delta\":{\"stop_reason\":\"" + reason + "\"},\"usage\":{\"output_tokens\":7}")
                    + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        }

        private String event(String type, String members) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
        }
    },
    OLLAMA("") {
        @Override
        String call(String tool, String arguments) {
            return line("\"content\":\"\",\"thinking\":\"" + THOUGHTS + "\"", "")
                    + line(
                            "\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"" + tool + "\",\"arguments\":"
                                    + arguments + "}}]",
                            "")
                    + done();
        }

        @Override
        String text(String text) {
            return halves(text).stream()
                            .map(half -> line("\"content\":" + quoted(half), ""))
                            .collect(Collectors.joining())
                    + done();
        }

        private String done() {
            return line("\"content\":\"\"", ",\"done_reason\":\"stop\",\"prompt_eval_count\":9,\"eval_count\":7");
        }

        private String line(String message, String end) {
            return "{\"model\":\"m\",\"created_at\":\"2026-07-07T20:22:19Z\",\"message\":{\"role\":\"assistant\","
                    + message + "},\"done\":" + !end.isEmpty() + end + "}\n";
        }
    };

    /** What a model thinks before it calls a tool. */
    static final String THOUGHTS = "The file must be read first.";

    private final String reasoning;

    Wire(String reasoning) {
        this.reasoning = reasoning;
    }

    /** The content type of its streams. */
    String type() {
        return this == OLLAMA ? "application/x-ndjson" : "text/event-stream";
    }

    /** Whether {@link #call} comes with thoughts. */
    boolean thinks() {
        return this != OPENAI;
    }

    /** A stream that calls a tool, with thoughts before it where the provider has some. */
    String call(String tool, String arguments) {
        return call(tool, arguments, chunk(reasoning.replace("THOUGHTS", THOUGHTS), ""));
    }

    /** A stream that says a text. */
    String text(String text) {
        return chunk("\"role\":\"assistant\",\"content\":\"\"", "")
                + halves(text).stream()
                        .map(half -> chunk("\"content\":" + quoted(half), ""))
                        .collect(Collectors.joining())
                + end("stop");
    }

    /** A stream that breaks off where another would end. */
    static String cut(String stream) {
        return stream.substring(0, stream.length() * 2 / 3);
    }

    String call(String tool, String arguments, String thoughts) {
        var first = "{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"" + tool
                + "\",\"arguments\":\"\"}}";
        return chunk("\"role\":\"assistant\",\"content\":\"\"", "")
                + thoughts
                + chunk("\"tool_calls\":[" + first + "]", "")
                + halves(arguments).stream()
                        .map(half -> chunk(
                                "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":" + quoted(half) + "}}]", ""))
                        .collect(Collectors.joining())
                + end("tool_calls");
    }

    private static String end(String reason) {
        return chunk("", reason)
                + "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1780000000,\"model\":\"m\",\"choices\":[],"
                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":7,\"total_tokens\":16}}\n\ndata: [DONE]\n\n";
    }

    private static String chunk(String delta, String reason) {
        return "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1780000000,\"model\":\"m\",\"choices\":["
                + "{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":"
                + (reason.isEmpty() ? "null" : quoted(reason)) + "}]}\n\n";
    }

    static List<String> halves(String text) {
        int middle = text.length() / 2;
        return List.of(text.substring(0, middle), text.substring(middle));
    }

    static String quoted(String text) {
        return JsonParts.text(text).toString();
    }
}
