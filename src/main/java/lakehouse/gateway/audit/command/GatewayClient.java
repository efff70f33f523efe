package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the gateway. The gateway may be restarted meanwhile: the audit goes on then, and so does the command. While a
 * server starts it refuses connections, or answers 404 or 503 in words of its own; only an error in the gateway's form,
 * with a request id, is an answer.
 */
final class GatewayClient {
    private static final int RECONNECTS = 150;
    private static final Duration RECONNECT_WAIT = Duration.ofSeconds(2);
    private static final Pattern ADDRESS = Pattern.compile("/v1/audits/audit_[0-9a-f]{32}$");
    private static final int BUSY = 503;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI gateway;
    private final @Nullable String key;

    /** @param key the gateway's access key; null when it needs none */
    GatewayClient(URI gateway, @Nullable String key) {
        this.gateway = gateway;
        this.key = key;
    }

    /** Begins an audit, or finds the one of the same material. Whoever asks twice gets one. */
    Begun begin(byte[] body) throws InterruptedException {
        HttpResponse<String> answer = answer(
                request("/v1/audits")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                true);
        Matcher path = ADDRESS.matcher(answer.headers().firstValue("Location").orElse(""));
        if (answer.statusCode() / 100 == 2 && path.find()) {
            // Its host may be one that only a proxy before the gateway knows.
            return new Begun(path.group(), answer.statusCode() == 200);
        }
        if ("material".equals(JsonText.string(answer.body(), "param"))) {
            return new Begun("", false);
        }
        throw refused(answer);
    }

    /**
     * Follows an audit to its end.
     *
     * @param news takes the progress figures each time they change
     */
    void follow(String audit, Consumer<String> news) throws InterruptedException {
        for (int tries = 0; tries < RECONNECTS; tries++) {
            try {
                HttpResponse<Stream<String>> answer =
                        client.send(request(audit + "/events").GET().build(), BodyHandlers.ofLines());
                if (answer.statusCode() == 200) {
                    String state = JsonText.string(read(answer, news), "state");
                    if (state != null && !state.equals("running") && !state.equals("suspended")) {
                        return;
                    }
                    // One that nobody runs may stay so; a broken connection to one that runs is no reason to give up.
                    tries = "running".equals(state) ? 0 : tries;
                } else {
                    String body = text(answer);
                    if (isFinal(answer, body)) {
                        throw answer.statusCode() == 404 || answer.statusCode() == 401
                                ? new UsageException("The audit was deleted, or belongs to another key.")
                                : refused(answer.statusCode(), body);
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                // Tried again below, and reported when that goes on for too long.
            }
            Thread.sleep(RECONNECT_WAIT.toMillis());
        }
        throw gone(audit);
    }

    private UsageException gone(String audit) {
        return new UsageException("The gateway at " + gateway
                + " is gone, or does not go on with the audit. When it does: ./gateway audit --attach " + id(audit));
    }

    /** The id at the end of a path. */
    static String id(String audit) {
        return audit.substring(audit.lastIndexOf('/') + 1);
    }

    private static String text(HttpResponse<Stream<String>> answer) {
        try (Stream<String> lines = answer.body()) {
            return String.join("\n", lines.limit(1_000).toList());
        }
    }

    private static String read(HttpResponse<Stream<String>> answer, Consumer<String> news) {
        String last = "";
        try (Stream<String> lines = answer.body()) {
            for (Iterator<String> rest = lines.iterator(); rest.hasNext(); ) {
                String line = rest.next();
                if (line.startsWith("data: ")) {
                    last = line.substring("data: ".length());
                    news.accept(last);
                }
            }
        } catch (UncheckedIOException e) {
            // The connection broke; what was read counts.
            return last;
        }
        return last;
    }

    /** The text at an address. */
    String get(String path) throws InterruptedException {
        return whole(answer(request(path).GET().build(), false));
    }

    /** The text that is answered to a JSON object. Asking twice does no harm. */
    String ask(String path, String json) throws InterruptedException {
        return whole(answer(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                false));
    }

    /** Ends an audit. */
    void delete(String path) throws InterruptedException {
        whole(answer(request(path).DELETE().build(), false));
    }

    private static String whole(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw refused(answer);
        }
        return answer.body();
    }

    /** @param first whether a gateway that does not listen is no gateway, instead of one that is being restarted */
    private HttpResponse<String> answer(HttpRequest request, boolean first) throws InterruptedException {
        IOException last = null;
        for (int tries = 0; tries < RECONNECTS; tries++) {
            try {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() / 100 == 2 || isFinal(answer, answer.body())) {
                    return answer;
                }
            } catch (ConnectException | HttpConnectTimeoutException e) {
                last = e;
                if (first && tries == 0) {
                    break;
                }
            } catch (IOException e) {
                last = e;
            }
            Thread.sleep(RECONNECT_WAIT.toMillis());
        }
        throw new UsageException("The gateway at " + gateway + " cannot be reached ("
                + (last == null ? "what answers there is no gateway" : last)
                + "). Start it with ./gateway run, or give another --gateway.");
    }

    private static boolean isFinal(HttpResponse<?> answer, String body) {
        boolean ours = answer.headers().firstValue("x-request-id").isPresent() && JsonText.string(body, "code") != null;
        return ours && answer.statusCode() != BUSY;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path));
        return key == null || key.isBlank() ? request : request.header("Authorization", "Bearer " + key);
    }

    private static UsageException refused(HttpResponse<String> answer) {
        return refused(answer.statusCode(), answer.body());
    }

    private static UsageException refused(int status, String body) {
        String message = JsonText.string(body, "message");
        return new UsageException("The gateway answered " + status + (message == null ? "." : ": " + message));
    }
}
