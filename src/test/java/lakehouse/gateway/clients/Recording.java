package lakehouse.gateway.clients;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A file of {@code src/test/resources/upstream}, and what a caller must get from it, read here without any client.
 *
 * @param body the bytes that the upstream sends, as text
 * @param parts the reply, or each event of the stream without the end mark
 */
record Recording(String body, List<JsonObject> parts) {

    /** Reads a file, such as {@code kimi/stream.sse}. */
    static Recording of(String name) {
        var body = read("/upstream/" + name);
        if (!name.endsWith(".sse")) {
            return new Recording(body, List.of(parse(body)));
        }
        var events = body.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> parse(line.substring("data: ".length())))
                .toList();
        return new Recording(body, events);
    }

    private static String read(String resource) {
        try (InputStream bytes = Recording.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(bytes, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonObject parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    boolean isStream() {
        return body.contains("data: ");
    }

    /** The answer's text, put together from the chunks if need be. */
    String text() {
        var text = new StringBuilder();
        for (var part : parts) {
            for (var choice : part.getJsonArray("choices").getValuesAs(JsonObject.class)) {
                var message = choice.getJsonObject(choice.containsKey("delta") ? "delta" : "message");
                if (message.get("content") instanceof JsonString content) {
                    text.append(content.getString());
                }
            }
        }
        return text.toString();
    }

    /** The last count of the recording, wherever the vendor puts it: in a chunk, or in a choice of one. */
    int totalTokens() {
        var total = 0;
        for (var part : parts) {
            for (var choice : part.getJsonArray("choices").getValuesAs(JsonObject.class)) {
                total = totalTokens(choice, total);
            }
            total = totalTokens(part, total);
        }
        return total;
    }

    private static int totalTokens(JsonObject holder, int otherwise) {
        return holder.get("usage") instanceof JsonObject usage ? usage.getInt("total_tokens") : otherwise;
    }
}
