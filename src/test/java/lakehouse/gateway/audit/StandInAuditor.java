package lakehouse.gateway.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Stands in for the model that audits: speaks OpenAI's format, notes what it is asked, says what a test wants. */
final class StandInAuditor implements AutoCloseable {
    private static final Pattern PART = Pattern.compile("MATERIAL \\(part ([0-9.]+)\\)");

    /** What a test wants said: a text, or an error with its status. */
    record Reply(int status, String text) {
        static Reply of(String text) {
            return new Reply(200, text);
        }
    }

    /**
     * A request that came.
     *
     * @param provider first segment of the path
     * @param part id of the part
     * @param material the user's first message
     * @param messages all of them
     */
    record Asked(String provider, String model, String part, String material, List<JsonObject> messages) {}

    private final HttpServer server;
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger mostUnderWay = new AtomicInteger();
    volatile Function<Asked, Reply> behaviour = asked -> Reply.of("{\"findings\":[]}");

    StandInAuditor() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "stand-in-auditor");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void reset() {
        asked.clear();
        mostUnderWay.set(0);
        behaviour = any -> Reply.of("{\"findings\":[]}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            var path = exchange.getRequestURI().getPath();
            if (!path.endsWith("/chat/completions")) {
                send(exchange, 200, "{\"data\":[]}");
                return;
            }
            var request = read(exchange, path.split("/")[1]);
            asked.add(request);
            var reply = behaviour.apply(request);
            send(exchange, reply.status(), reply.status() == 200 ? completion(request, reply.text()) : reply.text());
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static Asked read(HttpExchange exchange, String provider) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (var reader = Json.createReader(new StringReader(body))) {
            var json = reader.readObject();
            var messages = json.getJsonArray("messages").getValuesAs(JsonObject.class);
            var material = messages.get(1).getString("content");
            var part = PART.matcher(material);
            return new Asked(
                    provider, json.getString("model"), part.find() ? part.group(1) : "none", material, messages);
        }
    }

    private static String completion(Asked request, String text) {
        return Json.createObjectBuilder()
                .add("id", "chatcmpl-stand-in")
                .add("object", "chat.completion")
                .add("model", request.model())
                .add(
                        "choices",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("index", 0)
                                        .add(
                                                "message",
                                                Json.createObjectBuilder()
                                                        .add("role", "assistant")
                                                        .add("content", text))
                                        .add("finish_reason", "stop")))
                .add(
                        "usage",
                        Json.createObjectBuilder()
                                .add("prompt_tokens", request.material().length() / 4)
                                .add("completion_tokens", text.length() / 4)
                                .add("total_tokens", (request.material().length() + text.length()) / 4))
                .build()
                .toString();
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
