package lakehouse.gateway.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A provider {@code echo} that answers PONG: at once, or for the model {@code slow} when it is told to. */
final class EchoUpstream implements AutoCloseable {
    private static final String PONG = """
            {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
            {"role":"assistant","content":"PONG"},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

    private static final String STREAM = """
            data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":\
            {"role":"assistant","content":"PONG"},"finish_reason":null}]}

            data: {"id":"x","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},\
            "finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}

            data: [DONE]

            """;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile CountDownLatch slowArrived = new CountDownLatch(1);
    private volatile CountDownLatch slowEnds = new CountDownLatch(1);
    private volatile String userAgent = "";
    private volatile String authorization = "";

    private EchoUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static EchoUpstream start() throws IOException {
        return new EchoUpstream();
    }

    /** The line of the gateway's settings that says where it is. */
    String setting() {
        return "gateway.provider.echo.base-url=http://127.0.0.1:"
                + server.getAddress().getPort() + "/v1";
    }

    /** Waits until a slow call is here. */
    boolean hasSlowCall() throws InterruptedException {
        return slowArrived.await(1, TimeUnit.MINUTES);
    }

    /** Lets the slow call go on, and waits for no further one. */
    void endSlowCall() {
        slowEnds.countDown();
    }

    /** Holds the next slow call back as it did the first. */
    void holdNextSlowCall() {
        slowArrived = new CountDownLatch(1);
        slowEnds = new CountDownLatch(1);
    }

    /** The {@code User-Agent} of the last call that was not slow. */
    String userAgent() {
        return userAgent;
    }

    /** The {@code Authorization} of the last call that was not slow. */
    String authorization() {
        return authorization;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.contains("\"slow\"")) {
            slowArrived.countDown();
            try {
                slowEnds.await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            userAgent = String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent"));
            authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        }
        var stream = asked.contains("\"stream\":true");
        var body = (stream ? STREAM : PONG).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        endSlowCall();
        server.stop(0);
        threads.shutdownNow();
    }
}
