package lakehouse.gateway.faults;

import jakarta.json.Json;
import java.io.IOException;
import java.time.Duration;
import lakehouse.gateway.faults.FaultyUpstream.Script;

/** Answers of upstreams, good and bad, and the pieces they are made of. */
final class Scripts {
    /** How long a script waits for the gateway to hang up: longer than any clock of these tests. */
    static final Duration SILENCE = Duration.ofSeconds(120);

    private Scripts() {}

    /** The whole text that a provider answers with. */
    static String text(String provider) {
        return "The whole answer of " + provider + ".";
    }

    /** A good answer, whole or streamed as asked. */
    static void good(Exchange exchange) throws IOException {
        if (exchange.isStream()) {
            var words = text(exchange.provider()).split("(?<= )");
            exchange.stream().event(role(exchange));
            for (var word : words) {
                exchange.event(delta(exchange, word));
            }
            exchange.event(finish(exchange), usage(exchange), "[DONE]").end();
        } else {
            exchange.json(200, completion(exchange, text(exchange.provider())));
        }
    }

    /** The first time this, then a good answer. */
    static Script once(Script fault) {
        return exchange -> {
            if (exchange.number() == 1) {
                fault.answer(exchange);
            } else {
                good(exchange);
            }
        };
    }

    /** Always the same whole answer. */
    static Script always(int status, String body, String... headers) {
        return exchange -> exchange.json(status, body, headers);
    }

    /** An error body in OpenAI's form. */
    static String error(String message, String code) {
        return "{\"error\":{\"message\":" + Json.createValue(message) + ",\"type\":\"t\",\"param\":null,\"code\":"
                + Json.createValue(code) + "}}";
    }

    static String completion(Exchange exchange, String content) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"" + exchange.provider()
                + "-model\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                + Json.createValue(content) + "},\"finish_reason\":\"stop\"}],\"usage\":" + USAGE + "}";
    }

    static final String USAGE = "{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}";

    static String role(Exchange exchange) {
        return chunk(exchange, "{\"role\":\"assistant\",\"content\":\"\"}", "null");
    }

    static String delta(Exchange exchange, String text) {
        return chunk(exchange, "{\"content\":" + Json.createValue(text) + "}", "null");
    }

    static String finish(Exchange exchange) {
        return chunk(exchange, "{}", "\"stop\"");
    }

    static String usage(Exchange exchange) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"" + exchange.provider()
                + "-model\",\"choices\":[],\"usage\":" + USAGE + "}";
    }

    private static String chunk(Exchange exchange, String delta, String finishReason) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"" + exchange.provider()
                + "-model\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason
                + "}]}";
    }
}
