package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"a\"}",
                "{\"content\":\" \"}",
                "{\"role\":\"assistant\",\"content\":\"a\"}",
                "{\"reasoning\":\"a\"}",
                "{\"reasoning_content\":\"a\"}",
                "{\"refusal\":\"a\"}",
                "{\"reasoning_details\":[{\"type\":\"reasoning.encrypted\"}]}",
                "{\"tool_calls\":[{\"index\":0}]}",
                "{\"function_call\":{\"name\":\"f\"}}",
                "{\"audio\":{\"id\":\"a\"}}"
            })
    void knowsATokenWhateverItsField(String delta) throws MalformedJsonException {
        assertThat(delta(delta).token()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"assistant\"}",
                "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}",
                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[]}",
                "{\"reasoning_content\":\"\"}",
                "{\"content\":\"\",\"reasoning\":null,\"reasoning_details\":[]}",
                "{\"audio\":{}}",
                "null"
            })
    void takesNoEmptyDeltaForAToken(String delta) throws MalformedJsonException {
        assertThat(delta(delta).token()).isFalse();
    }

    @Test
    void knowsATokenOfALegacyCompletion() throws MalformedJsonException {
        assertThat(chunk("{\"choices\":[{\"index\":0,\"text\":\"a\"}]}").token())
                .isTrue();
        assertThat(chunk("{\"choices\":[{\"index\":0,\"text\":\"\"}]}").token()).isFalse();
    }

    @Test
    void tellsWhichChoicesItOpensAndWhichItFinishes() throws MalformedJsonException {
        Chunk chunk = chunk("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null},"
                + "{\"index\":2,\"delta\":{},\"finish_reason\":\"stop\"},{\"delta\":{}}]}");

        assertThat(chunk.opened()).containsExactly(0, 2, 0);
        assertThat(chunk.finished()).containsExactly(2);
    }

    /** Some servers of OpenAI's format send an empty reason in every chunk. */
    @Test
    void takesNoEmptyFinishReasonForAFinish() throws MalformedJsonException {
        assertThat(chunk("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"}]}")
                        .finished())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[],\"usage\":{\"total_tokens\":3}}",
                "{\"choices\":[{\"index\":0,\"usage\":{\"total_tokens\":3}}]}",
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}],\"usage\":{\"total_tokens\":3}}"
            })
    void findsUsageInEachOfItsPlaces(String json) throws MalformedJsonException {
        assertThat(chunk(json).usage()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"choices\":null,\"usage\":null}", "{\"choices\":[null,1,\"a\",[]]}", "{\"usage\":1}"})
    void readsNothingIntoWhatIsNotThere(String json) throws MalformedJsonException {
        Chunk chunk = chunk(json);

        assertThat(chunk.token()).isFalse();
        assertThat(chunk.opened()).isEmpty();
        assertThat(chunk.usage()).isNull();
    }

    @Test
    void keepsItsTextToTheLetterButOnOneLine() throws MalformedJsonException {
        assertThat(chunk("{\"created\": 1.50,\r\n \"x\":\"\\n\"\n}").json())
                .isEqualTo("{\"created\": 1.50,   \"x\":\"\\n\" }");
    }

    @ParameterizedTest
    @CsvSource({"kimi", "openai", "openrouter", "ollama"})
    void findsTokensFinishAndUsageInEachRecordedStream(String dialect) throws IOException, MalformedJsonException {
        for (String name : List.of("stream", "stream-reasoning", "tools")) {
            List<Chunk> chunks = chunks(Path.of("src/test/resources/upstream", dialect, name + ".sse"));

            assertThat(chunks).as(name).anyMatch(Chunk::token);
            assertThat(chunks).as(name).anyMatch(chunk -> chunk.finished().contains(0));
            assertThat(chunks).as(name).anyMatch(chunk -> chunk.usage() != null);
        }
    }

    private static List<Chunk> chunks(Path stream) throws IOException, MalformedJsonException {
        List<Chunk> chunks = new ArrayList<>();
        for (String line : Files.readAllLines(stream)) {
            if (line.startsWith("data: {")) {
                chunks.add(chunk(line.substring("data: ".length())));
            }
        }
        return chunks;
    }

    private static Chunk delta(String delta) throws MalformedJsonException {
        return chunk("{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}");
    }

    private static Chunk chunk(String json) throws MalformedJsonException {
        return Chunk.of(json, JsonSyntax.object(json));
    }
}
