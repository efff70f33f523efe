package lakehouse.gateway.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A coding agent from npm, set up for one question as its documentation says for an endpoint of OpenAI's kind. */
enum Agent {
    OPENCODE("read", "{\"filePath\":\"FILE\"}", "opencode", "run"),
    CONTINUE("Read", "{\"filepath\":\"FILE\"}", "cn", "-p", "--auto", "--config", "HOME/config.yaml"),
    CLINE("read_files", "{\"files\":[{\"path\":\"FILE\"}]}", "cline", "--auto-approve", "true"),
    QWEN(
            "read_file",
            "{\"file_path\":\"FILE\"}",
            "qwen",
            "--auth-type",
            "openai",
            "--openai-api-key",
            "test-key-caller",
            "--openai-base-url",
            "BASE",
            "--model",
            "MODEL",
            "--approval-mode",
            "yolo"),
    KIMI("Read", "{\"path\":\"FILE\"}", "kimi", "-p"),
    PI("read", "{\"path\":\"FILE\"}", "pi", "--provider", "gateway", "--model", "MODEL", "-p");

    private final String tool;
    private final String arguments;
    private final List<String> command;

    Agent(String tool, String arguments, String... command) {
        this.tool = tool;
        this.arguments = arguments;
        this.command = List.of(command);
    }

    /** Its tool that reads a file. */
    String tool() {
        return tool;
    }

    /** How a model calls that tool. */
    String arguments(Path file) {
        return arguments.replace("FILE", file.toString());
    }

    /**
     * Asks it once, in a home of its own, and lets it work until it ends.
     *
     * @param seconds in which it must end
     * @param work an empty folder
     * @param base of the gateway, with {@code /v1}
     */
    Npm.Said ask(Npm npm, int seconds, Path work, String base, String model, String question) throws Exception {
        var home = Files.createDirectories(work.resolveSibling(work.getFileName() + ".home"));
        var names = Map.of("HOME", home.toString(), "BASE", base, "MODEL", model);
        write(home, work, names);
        var environment = new HashMap<>(Map.of("HOME", home.toString(), "TERM", "dumb", "CI", "1", "NO_COLOR", "1"));
        for (var kind : List.of("CONFIG", "DATA", "CACHE", "STATE")) {
            environment.put("XDG_" + kind + "_HOME", home.resolve(kind).toString());
        }
        environment.put("OPENCODE_DISABLE_MODELS_FETCH", "1");
        environment.put("OPENCODE_DISABLE_AUTOUPDATE", "1");
        environment.put("CONTINUE_TELEMETRY_ENABLED", "0");
        if (this == CLINE) {
            var settings = List.of("cline", "auth", "--provider", "openai", "--apikey", "test-key-caller");
            npm.run(60, work, environment, and(settings, "--modelid", model, "--baseurl", base));
        }
        return npm.run(
                seconds,
                work,
                environment,
                and(command.stream().map(word -> fill(word, names)).toList(), question));
    }

    private void write(Path home, Path work, Map<String, String> names) throws IOException {
        switch (this) {
            case OPENCODE -> file(work.resolve("opencode.json"), names, """
                    {"autoupdate":false,"share":"disabled","model":"gateway/MODEL","small_model":"gateway/MODEL",
                     "provider":{"gateway":{"npm":"@ai-sdk/openai-compatible","name":"gateway",
                      "options":{"baseURL":"BASE","apiKey":"test-key-caller"},"models":{"MODEL":{"name":"m"}}}}}
                    """);
            case CONTINUE -> file(home.resolve("config.yaml"), names, """
                    name: gateway
                    version: 0.0.1
                    schema: v1
                    models:
                      - name: m
                        provider: openai
                        model: MODEL
                        apiBase: BASE
                        apiKey: test-key-caller
                        roles: [chat]
                        capabilities: [tool_use]
                    """);
            case KIMI -> file(home.resolve(".kimi-code/config.toml"), names, """
                    default_model = "m"
                    [providers.gateway]
                    type = "openai"
                    base_url = "BASE"
                    api_key = "test-key-caller"
                    [models.m]
                    provider = "gateway"
                    model = "MODEL"
                    max_context_size = 100000
                    """);
            case PI -> file(home.resolve(".pi/agent/models.json"), names, """
                    {"providers":{"gateway":{"baseUrl":"BASE","api":"openai-completions","apiKey":"test-key-caller","models":[
                     {"id":"MODEL","name":"m","reasoning":true,"input":["text"],"contextWindow":100000,"maxTokens":8000,
                      "cost":{"input":0,"output":0,"cacheRead":0,"cacheWrite":0}}]}}}
                    """);
            default -> {
                // Told all by its command.
            }
        }
    }

    private static void file(Path file, Map<String, String> names, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, fill(text, names), StandardCharsets.UTF_8);
    }

    private static String fill(String text, Map<String, String> names) {
        for (var name : names.entrySet()) {
            text = text.replace(name.getKey(), name.getValue());
        }
        return text;
    }

    private static List<String> and(List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }
}
