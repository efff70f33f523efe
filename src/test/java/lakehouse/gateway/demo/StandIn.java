package lakehouse.gateway.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.requests.SentRequest;
import lakehouse.gateway.requests.VendorRules.Broken;

/** One provider's stand-in, listening on a free loopback port from its creation on. It is as strict as the vendor. */
final class StandIn {
    private static final String JSON = "application/json";
    private static final int PIECE_MILLIS = 60;
    private static final int SLOW_PIECE_MILLIS = 1_000;

    private final String id;
    private final String path;
    private final Vendor vendor;
    private final HttpServer server;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    /**
     * Starts the server.
     *
     * @param id the provider's id in the gateway
     * @param path the path of the vendor's base URL
     */
    StandIn(String id, String path, Vendor vendor) throws IOException {
        this.id = id;
        this.path = path;
        this.vendor = vendor;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "stand-in-" + id);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String list = vendor.lists().get(asked);
        if (exchange.getRequestMethod().equals("GET") && list != null) {
            send(exchange, 200, list);
        } else if (asked.equals(vendor.chat())) {
            try {
                chat(exchange, JsonSyntax.object(new String(body, StandardCharsets.UTF_8)));
            } catch (MalformedJsonException e) {
                send(exchange, 400, vendor.error(400, ""));
            }
        } else {
            send(exchange, 404, vendor.error(404, asked));
        }
    }

    private void chat(HttpExchange exchange, JsonObject request) throws IOException {
        String model = JsonParts.textOf(request, "model");
        Trouble trouble = Trouble.of(model);
        if (!vendor.models().contains(trouble.base(model))) {
            send(exchange, 404, vendor.error(404, model));
            return;
        }
        List<Broken> broken =
                vendor.rules().broken(new SentRequest(exchange.getRequestURI().getPath(), headers(exchange), request));
        if (!broken.isEmpty()) {
            send(exchange, 400, vendor.rules().refusal(broken.get(0)));
            return;
        }
        boolean strikes =
                calls.computeIfAbsent(model, name -> new AtomicInteger()).getAndIncrement() % 2 == 0;
        if (strikes && trouble == Trouble.RATE_LIMITED) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, 429, vendor.error(429, model));
        } else if (strikes && trouble == Trouble.FAILED) {
            send(exchange, 500, vendor.error(500, model));
        } else {
            Vendor.Said said = Script.answer(model, request);
            boolean cut = strikes && trouble == Trouble.CUT;
            int pause = trouble == Trouble.SLOW ? SLOW_PIECE_MILLIS : PIECE_MILLIS;
            JsonValue wanted = request.get("stream");
            if (wanted == null ? vendor.streamsByItself() : wanted == JsonValue.TRUE) {
                stream(exchange, vendor.stream(said), cut, pause);
            } else {
                whole(exchange, vendor.whole(said), cut);
            }
        }
    }

    private void stream(HttpExchange exchange, List<String> pieces, boolean cut, int pause) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", vendor.streamType());
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        // Before the last pieces, with which the vendor says that it is finished.
        int sent = cut ? Math.max(1, pieces.size() - 3) : pieces.size();
        for (String piece : pieces.subList(0, sent)) {
            out.write(piece.getBytes(StandardCharsets.UTF_8));
            out.flush();
            pause(pause);
        }
        if (cut) {
            throw new IOException("Cut, as the model's name says.");
        }
        exchange.close();
    }

    private static void whole(HttpExchange exchange, String text, boolean cut) throws IOException {
        if (!cut) {
            send(exchange, 200, text);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        throw new IOException("Cut, as the model's name says.");
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String id() {
        return id;
    }

    /** Its address, as the gateway needs it. */
    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The gateway's settings for this provider, as lines of a properties file. */
    String settings() {
        String prefix = "gateway.provider." + id + ".";
        return prefix + "base-url=" + baseUrl() + "\n" + prefix + "api-key=demo-key-" + id + "\n";
    }

    void stop() {
        server.stop(0);
    }
}
