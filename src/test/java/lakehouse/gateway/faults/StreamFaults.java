package lakehouse.gateway.faults;

import static lakehouse.gateway.faults.Fault.Ladder.IS_NOT_NEEDED;
import static lakehouse.gateway.faults.Fault.Ladder.RESCUES;
import static lakehouse.gateway.faults.Fault.streamed;
import static lakehouse.gateway.faults.Scripts.SILENCE;
import static lakehouse.gateway.faults.Scripts.delta;
import static lakehouse.gateway.faults.Scripts.error;
import static lakehouse.gateway.faults.Scripts.finish;
import static lakehouse.gateway.faults.Scripts.once;
import static lakehouse.gateway.faults.Scripts.role;
import static lakehouse.gateway.faults.Scripts.text;
import static lakehouse.gateway.faults.Scripts.usage;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Streams that stop, stall, or say something that is no part of an answer. */
final class StreamFaults {
    private StreamFaults() {}

    static List<Fault> all() {
        return List.of(
                streamed("stream: silence for 120 s", RESCUES, exchange -> exchange.hungUpWithin(SILENCE)),
                streamed("stream: slow first token, comments meanwhile", RESCUES, exchange -> {
                    exchange.stream().event(role(exchange));
                    while (!exchange.hungUpWithin(Duration.ofMillis(300))) {
                        exchange.chunk(": still thinking\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                    }
                }),
                streamed("stream: cut after tokens", RESCUES, StreamFaults::part),
                streamed("stream: reset after tokens", RESCUES, exchange -> {
                    part(exchange);
                    exchange.reset();
                }),
                streamed("stream: stalled after tokens", RESCUES, exchange -> {
                    part(exchange);
                    exchange.hungUpWithin(SILENCE);
                }),
                streamed("stream: goes on for ever", RESCUES, exchange -> {
                    part(exchange);
                    while (!exchange.hungUpWithin(Duration.ofMillis(200))) {
                        exchange.event(delta(exchange, "more "));
                    }
                }),
                streamed("stream: ends without a finish reason", RESCUES, exchange -> {
                    part(exchange);
                    exchange.event("[DONE]").end();
                }),
                streamed(
                        "stream: no event at all",
                        RESCUES,
                        exchange -> exchange.stream().end()),
                streamed(
                        "stream: role and nothing else",
                        RESCUES,
                        exchange -> exchange.stream().event(role(exchange)).end()),
                streamed("stream: malformed event in a good answer", RESCUES, exchange -> {
                    exchange.stream().event(role(exchange), "{\"choices\":[{\"del", delta(exchange, text("primary")));
                    exchange.event("not JSON", finish(exchange), usage(exchange), "[DONE]")
                            .end();
                }),
                streamed("stream: blank finish reasons until the end", IS_NOT_NEEDED, exchange -> {
                    exchange.stream().event(role(exchange).replace(":null}", ":\"\"}"));
                    for (var word : text("primary").split("(?<= )")) {
                        exchange.event(delta(exchange, word).replace(":null}", ":\"\"}"));
                    }
                    exchange.event(finish(exchange), usage(exchange), "[DONE]").end();
                }),
                streamed("stream: text behind the finish", IS_NOT_NEEDED, exchange -> {
                    exchange.stream().event(role(exchange), finish(exchange), delta(exchange, text("primary")));
                    exchange.event(usage(exchange), "[DONE]").end();
                }),
                streamed(
                        "stream: all chunks in one event",
                        IS_NOT_NEEDED,
                        exchange -> exchange.stream()
                                .event(role(exchange)
                                        + delta(exchange, text("primary"))
                                        + finish(exchange)
                                        + usage(exchange))
                                .event("[DONE]")
                                .end()),
                streamed("stream: usage 2.5 s after the finish", IS_NOT_NEEDED, exchange -> {
                    exchange.stream().event(role(exchange), delta(exchange, text("primary")), finish(exchange));
                    if (!exchange.hungUpWithin(Duration.ofMillis(2_500))) {
                        exchange.event(usage(exchange), "[DONE]").end();
                    }
                }),
                streamed("stream: arguments of a tool call cut", RESCUES, exchange -> {
                    part(exchange);
                    exchange.event(delta(exchange, "x")
                                    .replace(
                                            "\"content\":\"x\"",
                                            "\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\",\"function\":"
                                                    + "{\"name\":\"f\",\"arguments\":\"{\\\"city\\\":\\\"Zur\"}}]"))
                            .event(finish(exchange).replace("\"stop\"", "\"tool_calls\""), "[DONE]")
                            .end();
                }),
                streamed(
                        "stream: labelled application/json",
                        IS_NOT_NEEDED,
                        exchange -> exchange.reply(
                                200,
                                "application/json",
                                "data: "
                                        + String.join(
                                                "\n\ndata: ",
                                                role(exchange),
                                                delta(exchange, text("primary")),
                                                finish(exchange),
                                                usage(exchange),
                                                "[DONE]")
                                        + "\n\n")),
                streamed("stream: malformed finish", RESCUES, exchange -> {
                    part(exchange);
                    exchange.event("{\"choices\":[{\"delta\":{},\"finish_rea", "[DONE]")
                            .end();
                }),
                streamed("stream: whole, without [DONE], closed", IS_NOT_NEEDED, exchange -> {
                    wholeWithoutDone(exchange);
                    exchange.end();
                }),
                streamed("stream: whole, without [DONE], left open", IS_NOT_NEEDED, exchange -> {
                    wholeWithoutDone(exchange);
                    exchange.hungUpWithin(SILENCE);
                }),
                streamed("stream: [DONE], left open", IS_NOT_NEEDED, exchange -> {
                    wholeWithoutDone(exchange);
                    exchange.event("[DONE]").hungUpWithin(SILENCE);
                }),
                streamed(
                        "stream: error event before the first token",
                        RESCUES,
                        exchange -> exchange.stream()
                                .event(role(exchange), error("The model crashed.", "500"))
                                .end()),
                streamed("stream: error event after tokens", RESCUES, exchange -> {
                    part(exchange);
                    exchange.event(error("The model crashed.", "500")).end();
                }),
                streamed(
                        "stream: error JSON with status 200",
                        RESCUES,
                        exchange -> exchange.json(200, error("Overloaded.", "overloaded"))),
                streamed("stream: 503 once", IS_NOT_NEEDED, once(Scripts.always(503, error("Down.", "down")))),
                streamed("stream: reset before headers, once", IS_NOT_NEEDED, once(Exchange::reset)),
                streamed(
                        "stream: answered in one piece",
                        RESCUES,
                        exchange -> exchange.json(200, Scripts.completion(exchange, text("primary")))),
                streamed("stream: cut, and a fallback that rejects assistant prefill", RESCUES, StreamFaults::part)
                        .withFallback(StreamFaults::withoutPrefill));
    }

    private static void part(Exchange exchange) throws IOException {
        exchange.stream().event(role(exchange)).event(delta(exchange, "The "));
        exchange.event(delta(exchange, "whole "));
    }

    private static void wholeWithoutDone(Exchange exchange) throws IOException {
        exchange.stream().event(role(exchange), delta(exchange, text(exchange.provider())));
        exchange.event(finish(exchange), usage(exchange));
    }

    private static void withoutPrefill(Exchange exchange) throws IOException {
        var messages = exchange.body().getJsonArray("messages").getValuesAs(JsonObject.class);
        if (messages.get(messages.size() - 1).getString("role").equals("assistant")) {
            exchange.json(400, error("This model does not support assistant message prefill.", "400"));
        } else {
            Scripts.good(exchange);
        }
    }
}
