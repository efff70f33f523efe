package lakehouse.gateway.blackbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The HTTP client of these tests. It keeps everything that came back in {@code replies.log} of the work directory. */
public final class Caller {
    static {
        // Tests of the checks on the Host header have to write it themselves.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http;

    /** @param version {@link Version#HTTP_2} asks for an upgrade of plain connections, as the JDK's client does by default */
    Caller(Version version) {
        http = HttpClient.newBuilder()
                .version(version)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    /** A request in the making; headers are names and values in turn. */
    static HttpRequest.Builder request(URI uri, String... headers) {
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** A POST in the making. */
    static HttpRequest.Builder post(URI uri, String body, String... headers) {
        var request = request(uri, headers).POST(BodyPublishers.ofString(body));
        return List.of(headers).contains("Content-Type") ? request : request.header("Content-Type", "application/json");
    }

    /** Sends and waits for the whole answer. */
    Reply send(HttpRequest request) {
        return sendAsync(request).join();
    }

    /** Sends, and does not wait. */
    CompletableFuture<Reply> sendAsync(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenApply(answer -> {
                    record(request, answer.statusCode(), answer.headers().map(), answer.body());
                    return new Reply(answer.statusCode(), answer.headers().map(), answer.body());
                });
    }

    /** Sends and waits for the head of a stream. */
    StreamReply open(HttpRequest request) {
        return openAsync(request).join();
    }

    /** As {@link #open}, without waiting. */
    CompletableFuture<StreamReply> openAsync(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofInputStream())
                .thenApply(answer -> new StreamReply(request, answer));
    }

    /** Keeps what came back, for the search for keys at the end of the run. */
    static synchronized void record(HttpRequest request, int status, Map<String, List<String>> headers, String body) {
        var entry = request.method() + " " + request.uri() + "\n" + status + " " + headers + "\n" + body + "\n\n";
        try {
            Files.writeString(
                    Deployed.workDirectory().resolve("replies.log"),
                    entry,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
