package lakehouse.gateway.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All that {@code ./gateway run} prints on a terminal, from its start over one call to its end, compared with files of
 * {@code src/test/resources/run}. {@code -Dgolden.write=true} writes them.
 */
@Timeout(600)
class RunWordsIT {
    private static final Path WORDS = Path.of("src/test/resources/run");
    private static final Pattern RECORD = Pattern.compile("\\d{4}-\\d\\d-\\d\\d [0-9:.]+ ([A-Z]+ +([A-Za-z.]+): .*)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "no-key, '', kimi/kimi-for-coding",
        "one-key, OPENROUTER_API_KEY, ollama/llama3.2",
        "misspelt-keys, OPENROUTER_APIKEY KIMI_KEY OLLAMA_CLOUD_API_KEY, openrouter/m",
        "other-model, '', ollama/gpt-oss:20b",
    })
    void saysWhatAnOperatorHasToKnowAndNothingElse(String name, String variables, String model) throws Exception {
        var environment = new HashMap<String, String>();
        for (var variable : variables.split(" ")) {
            if (!variable.isEmpty()) {
                environment.put(variable, "test-key");
            }
        }
        var ollama = name.equals("other-model") ? ollama() : null;
        var address = ollama == null
                ? "http://127.0.0.1:" + ServerFolders.freePort() + "/v1"
                : "http://127.0.0.1:" + ollama.getAddress().getPort() + "/v1";
        environment.put("GATEWAY_PROVIDER_OLLAMA_BASE_URL", address);
        String said;
        try (var run = Launcher.start(folder, environment, List.of("run"))) {
            var gateway = run.ready();
            run.says("Ladder recovery:");
            var call = HttpRequest.newBuilder(gateway.resolve("v1/chat"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}"))
                    .build();
            HttpClient.newHttpClient().send(call, BodyHandlers.ofString());
            run.says("lakehouse.gateway.calls: call=");
            run.close();
            said = run.said();
        } finally {
            if (ollama != null) {
                ollama.stop(0);
            }
        }

        var words = WORDS.resolve(name + ".txt");
        var plain = plain(said, address);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(WORDS);
            Files.write(words, plain);
        }
        assertThat(plain).containsExactlyElementsOf(Files.readAllLines(words));
        assertThat(said).doesNotContain("test-key");
    }

    /** One that has another model than any ladder asks for. */
    private static HttpServer ollama() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.createContext("/", exchange -> {
            var list = exchange.getRequestURI().getPath().equals("/api/tags");
            var body = (list
                            ? "{\"models\":[{\"name\":\"llama3.2:latest\",\"model\":\"llama3.2:latest\"}]}"
                            : "{\"error\":\"model 'gpt-oss:20b' not found\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(list ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    /**
     * Without what differs from run to run and from Java to Java. The launcher's own words come first: the server writes
     * beside it. The server's are sorted by who says them, since several threads do.
     */
    private List<String> plain(String said, String ollama) {
        var launcher = new ArrayList<String>();
        Map<String, List<String>> server = new LinkedHashMap<>();
        said.lines()
                .map(line -> line.replace(ollama, "<ollama>"))
                .map(line -> line.replaceFirst("(?<=http://127.0.0.1:|, port )\\d+", "<port>")
                        .replaceFirst("call=req_\\w+", "call=<id>")
                        .replaceFirst(" ms=\\d+", " ms=<ms>")
                        .replaceFirst("^Java \\d+: .*", "Java <version>: <home>")
                        .replaceFirst(
                                "(?<=^The log: ).*/target/run/micro-[0-9_-]+\\.log",
                                "<checkout>/target/run/micro-<time>.log")
                        .replaceFirst("'[^']*/access\\.env'", "'<folder>/access.env'"))
                .filter(line -> !line.isBlank() && !line.endsWith(" s: the server is starting"))
                // Java 17 only.
                .filter(line -> !line.contains("This Java has no virtual threads"))
                .forEach(line -> {
                    var record = RECORD.matcher(line);
                    if (record.matches()) {
                        server.computeIfAbsent(record.group(2), logger -> new ArrayList<>())
                                .add("<time> " + record.group(1));
                    } else {
                        launcher.add(line);
                    }
                });
        var all = new ArrayList<>(launcher);
        server.keySet().stream().sorted().forEach(logger -> all.addAll(server.get(logger)));
        return all;
    }
}
