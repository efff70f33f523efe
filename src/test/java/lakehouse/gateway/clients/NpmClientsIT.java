package lakehouse.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lakehouse.gateway.blackbox.Deployed;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients from npm against the gateway, in the versions of {@code src/test/clients/package.json}. They are installed when
 * asked for: {@code mvn -B verify -Pagents -Dit.test=NpmClientsIT -DskipUnitTests}.
 */
@EnabledIfSystemProperty(named = "gateway.agents", matches = "true")
@Timeout(600)
class NpmClientsIT extends Deployed {
    private static final Path SOURCE = Path.of("src/test/clients");
    private static final Path INSTALLED = Path.of("target/clients");

    static Stream<Arguments> clients() {
        return Stream.of("openai-node", "vercel", "langchain")
                .flatMap(client -> Stream.of(UpstreamApi.values()).map(api -> Arguments.of(client, api)));
    }

    @BeforeAll
    static void install() throws Exception {
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", "check.mjs")) {
            Files.copy(SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        String said;
        try {
            said = run(300, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        } catch (IOException e) {
            System.err.println("==== NO npm: THE CLIENTS FROM npm WERE NOT TESTED ====");
            Assumptions.abort("There is no npm here: " + e.getMessage());
            return;
        }
        assertThat(INSTALLED.resolve("node_modules/openai")).as(said).exists();
    }

    @BeforeEach
    void forgetEarlierTests() {
        upstream().resetAll();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void closesAToolLoop(String client, UpstreamApi api) throws Exception {
        api.answers(upstream(), "tools.sse");
        var answer = api.answersToolResult(upstream(), "stream.sse");

        assertThat(check(client, "tools", api).getString("answer")).isEqualTo(answer.text());
        assertThat(api.requests(upstream())).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void raisesWhenAStreamBreaksOff(String client, UpstreamApi api) throws Exception {
        api.answers(upstream(), "stream-error.sse");

        assertThat(check(client, "chat", api).getString("raised")).contains("Provider " + api.provider());
        assertThat(api.requests(upstream())).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void saysAtOnceWhatOnlyAPersonCanMend(String client, UpstreamApi api) throws Exception {
        api.refuses(upstream(), 401, "error-401.json");

        var said = check(client, "chat", api);

        assertThat(said.getString("raised")).contains("gateway.provider." + api.provider() + ".api-key");
        assertThat(said.getInt("status")).isEqualTo(403);
        assertThat(api.requests(upstream())).hasSize(1);
    }

    private JsonObject check(String client, String task, UpstreamApi api) throws Exception {
        String said =
                run(120, "node", "check.mjs", client, task, gateway("v1").toString(), api.gatewayModel(), api.tool());
        return Recording.parse(said.substring(said.lastIndexOf("{\"")));
    }

    /** Runs a command to its end, and gives what it printed. */
    private static String run(int seconds, String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(INSTALLED, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", command) + " did not end in " + seconds + " s");
        }
        String text = Files.readString(said, StandardCharsets.UTF_8);
        Files.delete(said);
        return text;
    }
}
