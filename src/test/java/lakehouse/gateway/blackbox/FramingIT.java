package lakehouse.gateway.blackbox;

import static lakehouse.gateway.upstream.RawUpstreamServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lakehouse.gateway.upstream.RawUpstreamServer;
import org.junit.jupiter.api.Test;

/** Two callers, and an upstream that frames its answers in every wrong way: nobody gets a byte of the other's answer. */
class FramingIT extends Deployed {
    private static final int CALLS_EACH = 500;
    private static final Pattern MARK = Pattern.compile("mark-[ab]-[0-9]+-");
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    /** The answer that somebody got last: what must not come to anybody else. */
    private final AtomicReference<String> foreign = new AtomicReference<>(framed("application/json", "mark-b-0-"));

    private final AtomicInteger served = new AtomicInteger();

    /** One way to send an answer. */
    private interface Way {
        /** The bytes. */
        String of(String type, String body, String foreign);
    }

    /** The first of them makes the upstream a suspect, so that late bytes find no connection that is used again. */
    private static final List<Way> WAYS = List.of(
            (type, body, foreign) -> framed(type, body) + foreign,
            FramingIT::well,
            (type, body, foreign) -> framed(type, body) + body,
            (type, body, foreign) -> framed(type, body) + "\0\r\ngarbage\r\n\r\n",
            (type, body, foreign) -> framed(type, body) + "\r\n",
            (type, body, foreign) -> chunked(type, body) + "0\r\n\r\n" + foreign,
            (type, body, foreign) -> chunked(type, body) + "0\r\nno trailer at all\r\n\r\n",
            (type, body, foreign) -> chunked(type, body) + "0\r\nX-Trailer: " + foreign.length() + "\r\n\r\n" + foreign,
            (type, body, foreign) -> "HTTP/1.1 100 Continue\r\n\r\n".repeat(8) + framed(type, body),
            (type, body, foreign) -> "HTTP/1.1 100 Continue\r\n\r\n".repeat(500) + framed(type, body),
            (type, body, foreign) -> "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + framed(type, body),
            (type, body, foreign) -> framed(type, body) + "HTTP/1.1 100 Continue\r\n\r\n",
            (type, body, foreign) -> OK + "Content-Type: " + type + "\r\nContent-Length: " + body.length()
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
            (type, body, foreign) -> OK + "Content-Type: " + type + "\r\nContent-Length: 5\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body,
            (type, body, foreign) ->
                    chunked(type, body).replaceFirst("\r\n", "\r\nContent-Length: 5\r\n") + "0\r\n\r\n",
            (type, body, foreign) -> "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Type: " + type
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body + foreign,
            (type, body, foreign) -> "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Type: " + type
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n" + body + foreign,
            (type, body, foreign) -> OK + "Content-Type: " + type + "\r\n\r\n" + body,
            (type, body, foreign) ->
                    "HTTP/1.1 204 No Content\r\nContent-Length: " + foreign.length() + "\r\n\r\n" + foreign,
            (type, body, foreign) -> "HTTP/1.1 304 Not Modified\r\n\r\n" + foreign,
            (type, body, foreign) -> OK + "Content-Length: 0\r\n\r\n" + foreign,
            (type, body, foreign) -> "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n" + foreign,
            (type, body, foreign) -> "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n" + foreign,
            (type, body, foreign) -> "garbage\r\n" + framed(type, body),
            (type, body, foreign) -> "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + foreign);

    private static String well(String type, String body, String foreign) {
        return foreign.isEmpty() ? framed(type, body) : chunked(type, body) + "0\r\n\r\n";
    }

    private static String framed(String type, String body) {
        return OK + "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunked(String type, String body) {
        return OK + "Content-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
    }

    @Test
    void givesNobodyAByteOfAnothersAnswer() throws Exception {
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        try (var listener = RawUpstream.listen(Upstreams.streamPort(), 100);
                var upstream = new RawUpstreamServer(listener, this::greeting, this::answer)) {
            var other = CompletableFuture.runAsync(() -> callOften("b", counts));
            callOften("a", counts);
            other.get();
            System.out.printf(
                    "Wrong framing: %d calls, %d connections, %s%n",
                    2 * CALLS_EACH, upstream.connections(), new TreeMap<>(counts));
        }
        assertThat(counts.getOrDefault("another's answer", 0)).isZero();
        assertThat(counts.values().stream().mapToInt(count -> count).sum()).isEqualTo(2 * CALLS_EACH);
        // Nearly half of the ways give the whole answer in the end.
        assertThat(counts.getOrDefault("own answer", 0)).isGreaterThan(CALLS_EACH * 2 / 3);
    }

    /** Some connections speak before they are asked. */
    private String greeting(int connection) {
        return connection % 9 == 0
                ? "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                : "";
    }

    private boolean answer(String body, OutputStream out) throws IOException {
        Matcher mark = MARK.matcher(body);
        if (!mark.find()) {
            return false;
        }
        boolean stream = body.contains("\"stream\":true");
        String type = stream ? "text/event-stream" : "application/json";
        String text = mark.group();
        String answer = stream ? events(text) : Chat.completion(text);
        int number = served.getAndIncrement();
        out.write(bytes(WAYS.get(number % WAYS.size()).of(type, answer, foreign.get())));
        // By itself, after the answer was read, as a proxy does that answers twice.
        if (number % 7 == 3) {
            out.write(bytes(foreign.get()));
        }
        foreign.set(framed(type, answer));
        return number % WAYS.size() != 17;
    }

    private static String events(String text) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"finish_reason\":null}]}\n\n"
                + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    }

    private void callOften(String caller, Map<String, Integer> counts) {
        for (int i = 1; i <= CALLS_EACH; i++) {
            String mark = "mark-" + caller + "-" + i + "-";
            Reply reply = chat("{\"model\":\"raw/m\",\"stream\":" + (i % 3 == 0)
                    + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + mark + "\"}]}");
            counts.merge(outcome(mark, reply), 1, Integer::sum);
        }
    }

    private static String outcome(String mark, Reply reply) {
        Matcher marks = MARK.matcher(reply.body());
        boolean own = false;
        while (marks.find()) {
            if (!marks.group().equals(mark)) {
                return "another's answer";
            }
            own = true;
        }
        return reply.status() == 200 ? (own ? "own answer" : "200 without an answer") : "error " + reply.status();
    }
}
