package lakehouse.gateway.blackbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lakehouse.gateway.provider.Upstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every byte of chat's answers, streams and errors, over every dialect and all recorded bodies of its vendor, as files under
 * {@code src/test/resources/golden}. What came back is written to {@code target/golden}: copy it over where a change is meant.
 */
class GoldenIT extends Deployed {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path FIXTURES = Path.of("src/test/resources/upstream");
    private static final Pattern ERROR = Pattern.compile("error-(\\d{3}).*");

    /** Headers that the gateway itself sets; the others are the server's. */
    private static final Pattern OWN = Pattern.compile(
            "x-(?!frame).*|retry-after.*|content-type|cache-control|allow|www-authenticate", Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> FOLDERS = Map.of(
            "compatible", "openai",
            "kimi", "kimi",
            "openrouter", "openrouter",
            "ollama", "ollama",
            "ollama-native", "ollama-native",
            "anthropic", "anthropic",
            "kimi-anthropic", "kimi-anthropic");

    /** What no two runs have in common. */
    private static final Map<Pattern, String> VOLATILE = Map.of(
            Pattern.compile("\"milliseconds\":\\d+"), "\"milliseconds\":0",
            Pattern.compile("(chatcmpl-|call_)[0-9a-f]{20,32}"), "$1RANDOM",
            Pattern.compile("127\\.0\\.0\\.1:\\d+"), "127.0.0.1:PORT",
            // Other tests configure more of them.
            Pattern.compile("(Ladders|Configured providers): [a-z0-9, -]+\\."), "$1: SOME.");

    /** Where a vendor gives no time, the gateway gives its own. */
    private static final Pattern CREATED = Pattern.compile("\"created\":(\\d{10})");

    private final StringBuilder seen = new StringBuilder();

    @ParameterizedTest
    @ValueSource(
            strings = {"compatible", "kimi", "openrouter", "ollama", "ollama-native", "anthropic", "kimi-anthropic"})
    void keepsEveryByteOfWhatAVendorSaid(String provider) throws IOException {
        for (String file : bodies(FOLDERS.get(provider))) {
            upstream().resetAll();
            upstream()
                    .stubFor(WireMock.post(anyUrl())
                            .willReturn(aResponse()
                                    .withStatus(status(file))
                                    .withHeader("Content-Type", type(file))
                                    .withBody(Upstream.bytes(FOLDERS.get(provider) + "/" + file))));
            // A model for each, so that no breaker opens.
            String model = provider + "/m-" + file;
            boolean streamed = !file.endsWith("json") || file.endsWith("ndjson");
            if (file.startsWith("error-") || !streamed) {
                note(file, chat(request(model, "")));
            }
            if (file.startsWith("error-") || streamed) {
                note(file + ", streamed", chat(request(model, ",\"stream\":true")));
                note(
                        file + ", streamed, usage wanted",
                        chat(request(model, ",\"stream\":true,\"stream_options\":{\"include_usage\":true}")));
            }
        }
        isAsBefore(provider);
    }

    @Test
    void keepsEveryByteOfItsOwnErrors() throws IOException {
        note("no JSON", chat("{"));
        note("no object", chat("[]"));
        note("no messages", chat("{\"model\":\"compatible/m\"}"));
        note("no model", chat("{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}"));
        note("unknown provider", chat(request("nowhere/m", "")));
        note("unknown provider, streamed", chat(request("nowhere/m", ",\"stream\":true")));
        note("two providers", chat(request("kimi/m", ",\"provider\":\"compatible\"")));
        note("a member twice", chat(request("kimi/m", ",\"stream\":false,\"stream\":true")));
        note("stream is a text", chat(request("kimi/m", ",\"stream\":\"yes\"")));
        note("a name of 300 characters", chat(request("kimi/" + "m".repeat(300), "")));
        note("no key", chat(request("keyless/m", "")));
        note("no key, streamed", chat(request("keyless/m", ",\"stream\":true")));
        note("a wrong setting", chat(request("mistyped/m", "")));
        note("a key of another platform", chat(request("mismatched/m", "")));
        note("nobody listens", chat(request("dead/m", "")));
        note("nobody listens, streamed", chat(request("dead/m", ",\"stream\":true")));
        note("a host without an address", chat(request("nameless/m", "")));
        note("an unknown ladder", chat(request("ladder/nothing", "")));
        note("a rule of the vendor", chat(request("anthropic/m", ",\"n\":2")));
        note("no GET", get(CHAT, "x-request-id", "golden-files"));
        note("no address", get("v1/nothing", "x-request-id", "golden-files"));
        isAsBefore("own-errors");
    }

    private static List<String> bodies(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.matches("(contract|stream|error|chat|tools).*"))
                    .sorted()
                    .toList();
        }
    }

    private static int status(String file) {
        Matcher error = ERROR.matcher(file);
        return error.matches() ? Integer.parseInt(error.group(1)) : 200;
    }

    private static String type(String file) {
        return file.endsWith(".sse")
                ? "text/event-stream"
                : file.endsWith(".ndjson") ? "application/x-ndjson" : "application/json";
    }

    private Reply chat(String body) {
        return chat(body, "x-request-id", "golden-files");
    }

    private static String request(String model, String members) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + members + "}";
    }

    private void note(String name, Reply reply) {
        seen.append("=== ").append(name).append(" ===\n").append(reply.status()).append('\n');
        Map<String, List<String>> own = new TreeMap<>();
        reply.headers().forEach((header, values) -> {
            if (OWN.matcher(header).matches()) {
                own.put(header.toLowerCase(Locale.ROOT), values);
            }
        });
        own.forEach((header, values) -> values.forEach(
                value -> seen.append(header).append(": ").append(value).append('\n')));
        seen.append('\n').append(stable(reply.body())).append('\n');
    }

    private static String stable(String text) {
        String stable = text;
        for (Map.Entry<Pattern, String> one : VOLATILE.entrySet()) {
            stable = one.getKey().matcher(stable).replaceAll(one.getValue());
        }
        return CREATED.matcher(stable)
                .replaceAll(created -> Math.abs(Long.parseLong(created.group(1))
                                        - Instant.now().getEpochSecond())
                                < 600
                        ? "\"created\":NOW"
                        : created.group());
    }

    private void isAsBefore(String name) throws IOException {
        Path file = GOLDEN.resolve(name + ".txt");
        Path now = Path.of("target/golden").resolve(name + ".txt");
        Files.createDirectories(now.getParent());
        Files.writeString(now, stable(seen.toString()));
        assertThat(Files.exists(file))
                .as(file + " is there; " + now + " may be copied to it")
                .isTrue();
        assertThat(Files.readAllLines(now, StandardCharsets.UTF_8))
                .as("as in " + file)
                .isEqualTo(Files.readAllLines(file, StandardCharsets.UTF_8));
    }
}
