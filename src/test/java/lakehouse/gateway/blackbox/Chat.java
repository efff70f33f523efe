package lakehouse.gateway.blackbox;

import jakarta.json.Json;

/** Bodies of chat requests, answers and chunks, as short as they can be. */
public final class Chat {
    private Chat() {}

    /** A request for a whole answer. */
    public static String request(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Say PONG\"}]}";
    }

    /** A request for a stream. */
    public static String streamed(String model) {
        return "{\"model\":\"" + model
                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Say PONG\"}]}";
    }

    /** A whole answer. */
    public static String completion(String text) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":" + Json.createValue(text)
                + "},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}";
    }

    /** The first chunk of many providers: a role and no text. */
    public static String role() {
        return chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    }

    /** A chunk with text. */
    public static String text(String text) {
        return chunk("{\"content\":" + Json.createValue(text) + "}", "null");
    }

    /** The chunk that finishes an answer. */
    public static String finish() {
        return chunk("{}", "\"stop\"");
    }

    private static String chunk(String delta, String finishReason) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]}";
    }
}
