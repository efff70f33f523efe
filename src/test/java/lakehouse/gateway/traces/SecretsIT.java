package lakehouse.gateway.traces;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import lakehouse.gateway.blackbox.Chat;
import lakehouse.gateway.blackbox.Deployed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches everything that this run wrote and answered for keys. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsIT extends Deployed {

    /** All keys of these tests begin like this, those of callers too. */
    private static final String ANY_KEY = "test-key-";

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @Order(1)
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":{\"message\":\"Incorrect key: test-key-kimi.\",\"code\":\"x test-key-kimi\"}}",
                "400 | {\"error\":{\"message\":\"Bad\",\"type\":\"test-key-kimi\",\"param\":\"test-key-kimi\"}}",
                "403 | {\"error\":{\"message\":\"test\\u002dkey\\u002dkimi is \\u0074est-key-kimi\"}}",
                "500 | Stack trace: Authorization: Bearer test-key-kimi at handler",
                "200 | {\"error\":{\"message\":\"Incorrect key: test-key-kimi\"}}",
                "200 | {\"error\":{\"message\":\"test\\u002dkey-kimi\"}}",
                "200 | <html>test-key-kimi</html>",
            })
    void takesTheKeyOutOfAnErrorThatQuotesIt(int status, String body) {
        answers(
                "kimi",
                aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withHeader("Retry-After", "test-key-kimi")
                        .withHeader("x-request-id", "test-key-kimi")
                        .withBody(body));

        var reply = chat(Chat.request("kimi/m"));

        assertThat(reply.status()).isGreaterThanOrEqualTo(400);
        assertThat(reply.body()).doesNotContain(ANY_KEY);
        assertThat(reply.headers().toString()).doesNotContain(ANY_KEY);
    }

    @Order(1)
    @Test
    void takesTheKeyOutOfAnErrorInAStream() {
        var error = "data: {\"error\":{\"message\":\"test-key-kimi test\\u002dkey-kimi\"}}\n\n";
        answers(
                "kimi",
                aResponse()
                        .withHeader("Content-Type", "text/event-stream")
                        .withBody("data: " + Chat.text("PO") + "\n\n" + error));

        assertThat(chat(Chat.streamed("kimi/m")).isOk().body()).contains("***").doesNotContain(ANY_KEY);
    }

    @Order(2)
    @Test
    void runsAfterAllOtherClasses() throws IOException {
        var root = Path.of("target/test-classes");
        try (var classes = Files.find(root, 9, (file, kind) -> file.toString().endsWith("IT.class"))) {
            var last = classes.map(file -> root.relativize(file).toString().replace(File.separatorChar, '.'))
                    .max(String::compareTo);

            assertThat(last).contains(SecretsIT.class.getName() + ".class");
        }
    }

    @Order(2)
    @Test
    void findsNoKeyInLogsOutputsAndReplies() throws IOException {
        var texts = new ArrayList<Path>();
        texts.addAll(files(workDirectory(), "server.log*"));
        texts.addAll(files(workDirectory(), "replies.log"));
        texts.addAll(files(reports(), "*-output.txt"));
        assertThat(texts).as("log, replies, and console output of each class").hasSizeGreaterThan(2);

        var bytes = 0L;
        for (var text : texts) {
            var lines = Files.readAllLines(text, StandardCharsets.ISO_8859_1);
            bytes += Files.size(text);
            assertThat(lines.stream().filter(line -> line.contains(ANY_KEY)).map(SecretsIT::excerpt))
                    .as("lines of %s with a key", text.getFileName())
                    .isEmpty();
        }
        assertThat(serverLog()).contains("outcome=ok").contains("outcome=upstream_auth_failed");
        assertThat(Files.readString(workDirectory().resolve("replies.log"))).contains("***");
        System.out.println(
                "Searched %d files, %,d bytes, for %d keys: none found".formatted(texts.size(), bytes, keys()));
    }

    private static List<Path> files(Path directory, String glob) throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(directory, glob)) {
            files.forEach(found::add);
        }
        return found;
    }

    private static Path reports() {
        return workDirectory().resolveSibling("failsafe-reports" + System.getProperty("gateway.it.suffix", ""));
    }

    /** What stands around the key, without the rest of it. */
    private static String excerpt(String line) {
        var at = line.indexOf(ANY_KEY);
        return line.substring(Math.max(0, at - 80), at) + "<key>";
    }

    /** How many keys the server was configured with; each has {@link #ANY_KEY} in it. */
    private static int keys() throws IOException {
        var settings = new Properties();
        try (var in = Files.newInputStream(workDirectory().resolve("gateway.properties"))) {
            settings.load(in);
        }
        var keys = settings.stringPropertyNames().stream()
                .filter(name -> name.endsWith(".api-key"))
                .map(settings::getProperty)
                .toList();
        assertThat(keys).isNotEmpty().allMatch(key -> key.contains(ANY_KEY));
        return keys.size();
    }
}
