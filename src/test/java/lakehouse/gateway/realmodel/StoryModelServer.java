package lakehouse.gateway.realmodel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Puts a {@link StoryModel} behind {@code /v1/chat/completions} and {@code /v1/models} on loopback. The prompt is the
 * text of the last user message.
 */
final class StoryModelServer implements AutoCloseable {
    static {
        // Else the JDK's server waits for the client's acknowledgement before each small event, about 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final StoryModel model;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();

    /**
     * Starts the server.
     *
     * @param model stays the caller's to close
     * @param port 0 for any free one
     * @throws IOException when the port is taken
     */
    StoryModelServer(StoryModel model, int port) throws IOException {
        this.model = model;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(workers);
        server.createContext("/v1/chat/completions", this::chat);
        server.createContext("/v1/models", exchange -> send(exchange, 200, StoryReplies.models()));
        server.start();
    }

    /** Where the OpenAI API starts, without a slash at the end. */
    URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    private void chat(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonObject request = read(exchange);
            String prompt = lastUserText(request);
            if (prompt.isEmpty() || model.promptTokens(prompt) >= StoryModel.CONTEXT) {
                send(exchange, 400, StoryReplies.badPrompt());
                return;
            }
            int maxTokens = request.getInt("max_tokens", request.getInt("max_completion_tokens", StoryModel.CONTEXT));
            if (request.getBoolean("stream", false)) {
                stream(exchange, prompt, maxTokens, wantsUsage(request));
            } else {
                send(exchange, 200, StoryReplies.reply(model.tell(prompt, maxTokens, piece -> true)));
            }
        } catch (JsonException | ClassCastException malformed) {
            send(exchange, 400, StoryReplies.badRequest());
        }
    }

    private static JsonObject read(HttpExchange exchange) {
        try (JsonReader reader = Json.createReader(exchange.getRequestBody())) {
            return reader.readObject();
        }
    }

    private static String lastUserText(JsonObject request) {
        return request.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .filter(message -> "user".equals(message.getString("role")))
                .reduce((earlier, later) -> later)
                .map(message -> text(message.get("content")))
                .orElse("");
    }

    private static String text(JsonValue content) {
        return content instanceof JsonString string
                ? string.getString()
                : content.asJsonArray().getJsonObject(0).getString("text");
    }

    private static boolean wantsUsage(JsonObject request) {
        JsonValue options = request.get("stream_options");
        return options instanceof JsonObject object && object.getBoolean("include_usage", false);
    }

    private void stream(HttpExchange exchange, String prompt, int maxTokens, boolean usage) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        event(body, StoryReplies.roleChunk().toString());
        Story story = model.tell(prompt, maxTokens, piece -> heard(body, piece));
        event(body, StoryReplies.finishChunk(story).toString());
        if (usage) {
            event(body, StoryReplies.usageChunk(story).toString());
        }
        event(body, "[DONE]");
    }

    private static boolean heard(OutputStream body, String piece) {
        try {
            event(body, StoryReplies.contentChunk(piece).toString());
            return true;
        } catch (UncheckedIOException clientIsGone) {
            return false;
        }
    }

    private static void event(OutputStream body, String data) {
        try {
            body.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
            body.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void send(HttpExchange exchange, int status, JsonObject reply) throws IOException {
        byte[] bytes = reply.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
