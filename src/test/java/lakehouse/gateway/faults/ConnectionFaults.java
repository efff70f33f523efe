package lakehouse.gateway.faults;

import static lakehouse.gateway.faults.Fault.Ladder.IS_NOT_NEEDED;
import static lakehouse.gateway.faults.Fault.Ladder.RESCUES;
import static lakehouse.gateway.faults.Fault.whole;
import static lakehouse.gateway.faults.Scripts.SILENCE;
import static lakehouse.gateway.faults.Scripts.once;

import java.util.List;

/** Connections that do not come about, or end too early. */
final class ConnectionFaults {
    private ConnectionFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.at("refused", "refused port"),
                Fault.at("nameless", "unresolvable host"),
                Fault.at("badtls", "bad TLS certificate"),
                whole("reset before headers, once", IS_NOT_NEEDED, once(Exchange::reset)),
                whole("reset before headers, always", RESCUES, Exchange::reset),
                whole("closed without a byte, always", RESCUES, exchange -> {}),
                whole("no HTTP at all", RESCUES, exchange -> exchange.raw("+OK ready\r\n\r\n")),
                whole("reset within the headers", RESCUES, exchange -> {
                    exchange.raw("HTTP/1.1 200 OK\r\nContent-Type: appl");
                    exchange.reset();
                }),
                whole("truncated Content-Length body", RESCUES, exchange -> {
                    var answer = Scripts.completion(exchange, Scripts.text(exchange.provider()));
                    exchange.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + (answer.length() + 20) + "\r\n\r\n" + answer);
                }),
                whole(
                        "truncated chunked body",
                        RESCUES,
                        exchange -> exchange.raw(
                                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                                .chunk("{\"choices\":[".getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
                whole("silence for 120 s", RESCUES, exchange -> exchange.hungUpWithin(SILENCE)),
                whole(
                        "headers, then silence",
                        RESCUES,
                        exchange -> exchange.raw(
                                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
                                .hungUpWithin(SILENCE)));
    }
}
