package lakehouse.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import lakehouse.gateway.blackbox.Deployed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coding agents from npm at work over the gateway, in the versions of {@code src/test/clients/agents/package.json}:
 * {@code mvn -B verify -Pagents -Dit.test=AgentsIT -DskipUnitTests}. One question takes an agent some ten seconds.
 */
@EnabledIfSystemProperty(named = "gateway.agents", matches = "true")
@Timeout(600)
class AgentsIT extends Deployed {
    private static final String QUESTION = "Read the file word.txt and tell me the word in it.";

    private static Npm npm;

    private Path work;
    private String word;

    static Stream<Arguments> agentsAndSurfaces() {
        return Stream.of(Agent.values())
                .flatMap(agent -> Stream.of(Surface.values()).map(surface -> Arguments.of(agent, surface)));
    }

    @BeforeAll
    static void install() throws Exception {
        npm = Npm.install(Path.of("src/test/clients/agents"), "package.json");
        var opencode = npm.run(60, npm.folder(), Map.of(), List.of("node", "node_modules/opencode-ai/postinstall.mjs"));
        assertThat(opencode.code()).as(opencode.text()).isZero();
    }

    @BeforeEach
    void layAFile() throws Exception {
        upstream().resetAll();
        word = "WORD-" + UUID.randomUUID().toString().substring(0, 8);
        // Outside of the build's own repository, whose files and notes an agent would take for its task.
        work = Files.createTempDirectory("gateway-agent").toRealPath();
        Files.writeString(work.resolve("word.txt"), word + "\n");
    }

    @AfterEach
    void clear() throws Exception {
        // Cline leaves a process behind that no longer is a child of this one.
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(work.toString()))
                .forEach(ProcessHandle::destroyForcibly);
        for (var folder : List.of(work, work.resolveSibling(work.getFileName() + ".home"))) {
            if (Files.exists(folder)) {
                try (var files = Files.walk(folder)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> file.toFile().delete());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agentsAndSurfaces")
    void closesAToolLoop(Agent agent, Surface surface) throws Exception {
        surface.reads(upstream(), agent.tool(), agent.arguments(file()), word, answer());

        var said = ask(agent, surface.model());

        assertThat(said.text()).contains(answer());
        assertThat(said.code()).isZero();
        assertThat(surface.requests(upstream()))
                .allSatisfy(request -> assertThat(surface.broken(request)).isEmpty())
                .anySatisfy(request ->
                        assertThat(request.getBodyAsString()).contains(word, surface.thinks() ? Wire.THOUGHTS : ""));
    }

    /** The second rung goes on with a conversation that the first one began, with its thoughts and calls. */
    @ParameterizedTest
    @EnumSource
    void goesOnWhenTheFirstRungOfALadderFails(Agent agent) throws Exception {
        var first = Surface.OPENROUTER;
        first.answers(upstream(), first.wire().call(agent.tool(), agent.arguments(file())), agent.tool(), word, "");
        first.fails(upstream(), 503, word);
        Surface.ANTHROPIC.reads(upstream(), agent.tool(), agent.arguments(file()), word, answer());

        var said = ask(agent, "ladder/handover");

        assertThat(said.text()).contains(answer());
        assertThat(said.code()).isZero();
        assertThat(Surface.ANTHROPIC.requests(upstream()))
                .allSatisfy(
                        request -> assertThat(Surface.ANTHROPIC.broken(request)).isEmpty())
                .anySatisfy(request -> assertThat(request.getBodyAsString()).contains(word));
    }

    /** A call cut in its arguments and a text cut in a word: of neither does the agent see anything. */
    @ParameterizedTest
    @EnumSource
    void getsWholeAnswersOfALadderWhoseFirstRungAlwaysBreaksOff(Agent agent) throws Exception {
        var first = Surface.OLLAMA_SHIM;
        first.answers(
                upstream(),
                Wire.cut(first.wire().call(agent.tool(), agent.arguments(file()))),
                agent.tool(),
                word,
                Wire.cut(first.wire().text("Half an answer.")));
        Surface.OLLAMA.reads(upstream(), agent.tool(), agent.arguments(file()), word, answer());

        var said = ask(agent, "ladder/held");

        assertThat(said.text()).contains(answer()).doesNotContain("Half an");
        assertThat(said.code()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void saysAtOnceWhatOnlyAPersonCanMend(Agent agent) throws Exception {
        Surface.KIMI.fails(upstream(), 401, "");

        var said = ask(agent, Surface.KIMI.model());

        assertThat(said.text().replaceAll("\\s+", "")).contains("gateway.provider.kimi.api-key");
        // Some ask for a title too.
        assertThat(Surface.KIMI.requests(upstream())).hasSizeLessThanOrEqualTo(2);
    }

    /** Kimi CLI takes each error of a stream for one that passes, so it is left out: ladders that hold are for it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KIMI")
    void doesNotStartOverForEverWhenAStreamBreaksOff(Agent agent) throws Exception {
        var surface = Surface.COMPATIBLE;
        surface.answers(upstream(), Wire.cut(surface.wire().text("Half an answer.")), agent.tool(), word, "");

        var said = ask(agent, surface.model());

        assertThat(said.text()).contains("Provider compatible");
        // Qwen Code tries three times more, within ten seconds.
        assertThat(surface.requests(upstream())).hasSizeLessThanOrEqualTo(agent == Agent.QWEN ? 4 : 2);
    }

    private Npm.Said ask(Agent agent, String model) throws Exception {
        return agent.ask(npm, 120, work, gateway("v1").toString(), model, QUESTION);
    }

    private Path file() {
        return work.resolve("word.txt").toAbsolutePath();
    }

    private String answer() {
        return "The word in it is " + word + ".";
    }
}
