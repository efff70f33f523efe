package lakehouse.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A chat call as it is sent to every contender.
 *
 * @param port where the contender listens
 * @param headers those that this contender needs beside the common ones
 * @param body the same for all contenders
 */
record Call(int port, Map<String, String> headers, String body) {
    static final String PATH = "/v1/chat/completions";
    static final String KEY = "bench-key-of-nobody";

    private static final int LARGE = 100 * 1024;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** A question and a short answer. */
    static String shortBody() {
        return body("canned/m", "Say something.", "false");
    }

    /** What a coding agent sends: 100 KiB of conversation. */
    static String largeBody() {
        StringBuilder messages = new StringBuilder();
        for (int turn = 0; messages.length() < LARGE; turn++) {
            messages.append(
                    "Turn %d reads \\\"src/main/App%d.java\\\":\\n    if (count > %d) {\\n        return;\\n    }\\n"
                            .formatted(turn, turn, turn));
        }
        return body("canned/m", messages.toString(), "false");
    }

    /** A stream of so many events, so many milliseconds apart. */
    static String streamBody(int events, int pauseMillis) {
        return body("paced/m", CannedUpstream.wish(events, pauseMillis), "true");
    }

    static String body(String model, String text, String stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"temperature\":0.2,\"messages\":[{\"role\":\"system\",\"content\":\"You answer briefly.\"},"
                + "{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Content-Type", "application/json");
        all.put("Authorization", "Bearer " + KEY);
        all.putAll(headers);
        return all;
    }

    /** The call as bytes of HTTP/1.1, for a connection that ends with it. */
    byte[] bytes() {
        StringBuilder head = new StringBuilder("POST " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        allHeaders()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Connection: close\r\nContent-Length: ")
                .append(body.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(body);
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a contender passes the answer on. */
    boolean isAnswered() {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body));
        allHeaders().forEach(request::header);
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().contains(CannedUpstream.WORD);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
