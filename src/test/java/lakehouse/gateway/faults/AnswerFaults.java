package lakehouse.gateway.faults;

import static lakehouse.gateway.faults.Fault.Ladder.IS_NOT_NEEDED;
import static lakehouse.gateway.faults.Fault.Ladder.RESCUES;
import static lakehouse.gateway.faults.Fault.Ladder.STOPS;
import static lakehouse.gateway.faults.Fault.whole;
import static lakehouse.gateway.faults.Scripts.always;
import static lakehouse.gateway.faults.Scripts.error;
import static lakehouse.gateway.faults.Scripts.once;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Providers that answer, but with an error or with nothing of use. */
final class AnswerFaults {
    private static final String LIMITED = error("Too many requests.", "rate_limit_exceeded");
    private static final String DOWN = error("The server is overloaded.", "overloaded");

    private AnswerFaults() {}

    static List<Fault> all() {
        return List.of(
                whole("429 with Retry-After: 1, once", IS_NOT_NEEDED, once(always(429, LIMITED, "Retry-After: 1"))),
                whole("429 with Retry-After: 60", RESCUES, always(429, LIMITED, "Retry-After: 60")),
                whole("429 without Retry-After", RESCUES, always(429, LIMITED)),
                whole("429 for quota", RESCUES, always(429, error("You exceeded it.", "insufficient_quota"))),
                whole("408 once", IS_NOT_NEEDED, once(always(408, error("Request timeout.", "timeout")))),
                whole("500 once", IS_NOT_NEEDED, once(always(500, DOWN))),
                whole("529 once", IS_NOT_NEEDED, once(always(529, DOWN))),
                whole("503 for ever", RESCUES, always(503, DOWN)),
                whole(
                        "500 that is not JSON",
                        RESCUES,
                        exchange -> exchange.reply(500, "text/html", "<html><body>Internal error</body></html>")),
                whole("401 without WWW-Authenticate", RESCUES, always(401, error("Bad key.", "invalid_api_key"))),
                whole("402, no credit", RESCUES, always(402, error("Insufficient credits.", "no_credit"))),
                whole("403, account refused", RESCUES, always(403, error("Access denied.", "permission_denied"))),
                whole("404, model unknown", RESCUES, always(404, error("No such model.", "model_not_found"))),
                whole(
                        "400, context too long",
                        RESCUES,
                        always(
                                400,
                                error(
                                        "This model's maximum context length is 8192 tokens.",
                                        "context_length_exceeded"))),
                whole(
                        "400, tools not supported",
                        RESCUES,
                        always(400, error("m does not support tools", "unsupported"))),
                whole("400, request wrong in itself", STOPS, always(400, error("top_p must be < 1.", "invalid_value"))),
                whole(
                        "400, content refused",
                        STOPS,
                        always(400, error("The request was rejected: considered high risk.", "content_filter"))),
                whole(
                        "redirect",
                        RESCUES,
                        exchange ->
                                exchange.reply(302, "text/plain", "Moved", "Location: http://127.0.0.1:1/elsewhere")),
                whole("error in a 200", RESCUES, always(200, DOWN)),
                whole("200 that is not JSON", RESCUES, exchange -> exchange.reply(200, "text/html", "<html></html>")),
                whole("200 with an empty body", RESCUES, exchange -> exchange.json(200, "")),
                whole("answer without text", RESCUES, exchange -> exchange.json(200, Scripts.completion(exchange, ""))),
                whole(
                                "text where JSON was asked for",
                                RESCUES,
                                exchange -> exchange.json(200, Scripts.completion(exchange, "Sure, here you are!")))
                        .withFallback(exchange -> exchange.json(200, Scripts.completion(exchange, "{\"a\":1}")))
                        .asking(",\"response_format\":{\"type\":\"json_object\"}"),
                whole(
                        "gzip nobody asked for",
                        IS_NOT_NEEDED,
                        exchange -> exchange.reply(
                                200,
                                "application/json",
                                gzip(Scripts.completion(exchange, Scripts.text(exchange.provider()))),
                                "Content-Encoding: gzip")));
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }
}
