package lakehouse.gateway.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls a gateway ten times a second, whatever state it is in, and judges what comes: a refusal by the system, 503 with
 * {@code Retry-After} in the gateway's words, or a right answer. Anything else is wrong.
 */
final class Probe implements AutoCloseable {
    private static final String CHAT = "{\"model\":\"echo/m\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}";

    private final int port;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(8);
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private Probe(int port) {
        this.port = port;
    }

    static Probe of(int port) {
        var probe = new Probe(port);
        var requests = List.of(request("GET", "/v1/providers", ""), request("POST", "/v1/chat/completions", CHAT));
        for (var request : requests) {
            probe.clock.scheduleAtFixedRate(() -> probe.ask(request), 0, 100, TimeUnit.MILLISECONDS);
        }
        return probe;
    }

    private static String request(String method, String path, String body) {
        return method + " " + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    private void ask(String request) {
        String answer;
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
            // A server that holds a request back until it can answer is right.
            socket.setSoTimeout(120_000);
            answer = exchange(socket, request);
        } catch (IOException e) {
            answer = "";
        }
        judge(request.substring(0, request.indexOf("\r\n")), answer);
    }

    /** Empty when the connection ended before the first byte, as by a port that was just closed. */
    private static String exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        var answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (IOException e) {
            if (answer.size() > 0) {
                return answer.toString(StandardCharsets.UTF_8) + " ... " + e;
            }
            throw e;
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private void judge(String line, String answer) {
        if (answer.isEmpty()) {
            refused.incrementAndGet();
        } else if (answer.startsWith("HTTP/1.1 200 ")
                && (answer.contains("\"PONG\"") || answer.contains("\"id\":\"echo\""))) {
            right.incrementAndGet();
        } else if (!(answer.startsWith("HTTP/1.1 503 ")
                && answer.toLowerCase(java.util.Locale.ROOT).contains("\r\nretry-after:")
                && answer.contains("\"gateway_stopping\""))) {
            wrong.add(line + " got: " + answer.substring(0, Math.min(400, answer.length())));
        }
    }

    /** What nobody should have got. */
    List<String> wrong() {
        return wrong;
    }

    int right() {
        return right.get();
    }

    int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
