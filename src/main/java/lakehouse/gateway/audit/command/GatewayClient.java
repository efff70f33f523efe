package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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

/** Speaks to the gateway. */
final class GatewayClient {
    /** The gateway may be restarted meanwhile: the audit goes on then, and so does the command. */
    private static final int RECONNECTS = 150;

    private static final Pattern ADDRESS = Pattern.compile("/v1/audits/audit_[0-9a-f]{32}$");
    private static final Duration RECONNECT_WAIT = Duration.ofSeconds(2);

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

    /** Begins an audit. Gives its path below the gateway's address. */
    String begin(byte[] body) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    request("/v1/audits")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
            String location = answer.headers().firstValue("Location").orElse("");
            Matcher path = ADDRESS.matcher(location);
            if (answer.statusCode() != 202 || !path.find()) {
                throw refused(answer);
            }
            // Its host may be one that only a proxy before the gateway knows.
            return path.group();
        } catch (IOException e) {
            throw new UsageException("The gateway at " + gateway + " cannot be reached (" + e
                    + "). Start it with ./gateway run, or give another --gateway.");
        }
    }

    /**
     * Follows an audit to its end.
     *
     * @param news takes the progress figures each time they change
     * @return the last figures
     */
    String follow(String audit, Consumer<String> news) throws InterruptedException {
        for (int tries = 0; tries < RECONNECTS; tries++) {
            try {
                HttpResponse<Stream<String>> answer =
                        client.send(request(audit + "/events").GET().build(), BodyHandlers.ofLines());
                if (answer.statusCode() == 404 || answer.statusCode() == 401) {
                    throw new UsageException("The audit was deleted, or belongs to another key.");
                }
                String last = answer.statusCode() == 200 ? read(answer, news) : "";
                String state = JsonText.string(last, "state");
                if (state != null && !state.equals("running") && !state.equals("suspended")) {
                    return last;
                }
                // One that nobody runs may stay so; a broken connection to one that runs is no reason to give up.
                tries = "running".equals(state) ? 0 : tries;
            } catch (IOException e) {
                // Tried again below, and reported when that goes on for too long.
            }
            Thread.sleep(RECONNECT_WAIT.toMillis());
        }
        throw new UsageException("The gateway at " + gateway
                + " is gone, or does not go on with the audit. When it does, see " + gateway + audit + "/report.md.");
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
        } catch (java.io.UncheckedIOException e) {
            // The connection broke; what was read counts.
            return last;
        }
        return last;
    }

    /** The text at an address. */
    String get(String path) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request(path).GET().build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw refused(answer);
            }
            return answer.body();
        } catch (IOException e) {
            throw new UsageException("The gateway at " + gateway + " cannot be reached (" + e + ").");
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path));
        return key == null || key.isBlank() ? request : request.header("Authorization", "Bearer " + key);
    }

    private static UsageException refused(HttpResponse<String> answer) {
        String message = JsonText.string(answer.body(), "message");
        return new UsageException(
                "The gateway answered " + answer.statusCode() + (message == null ? "." : ": " + message));
    }
}
