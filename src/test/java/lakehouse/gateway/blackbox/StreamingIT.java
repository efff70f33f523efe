package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relaying a stream: what arrives, in which form, and when. */
class StreamingIT extends Deployed {
    private static final String TEXT = Chat.text("Grüße, 世界 😀");

    private RawUpstream raw;

    @BeforeEach
    void listen() throws IOException {
        raw = RawUpstream.start();
    }

    @AfterEach
    void stopListening() throws IOException {
        raw.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/json", "*/*"})
    void passesEachEventOnBeforeTheNextIsSent(String accept) throws Exception {
        var opening = streamAsync(Chat.streamed("raw/m"), "Accept", accept);
        var upstream = raw.next().startStream();
        upstream.event(Chat.role()).event(Chat.text("0"));
        try (var stream = opening.get()) {
            stream.head().isOk();
            assertThat(stream.head().header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.next()).isEqualTo(Chat.role());
            assertThat(stream.next()).isEqualTo(Chat.text("0"));
            for (var i = 1; i < 100; i++) {
                upstream.event(Chat.text("" + i));
                assertThat(stream.next()).isEqualTo(Chat.text("" + i));
            }
            // More may come behind the finish, so it goes out when the stream ends.
            upstream.event(Chat.finish()).done();
            assertThat(stream.rest()).containsExactly(Chat.finish(), "[DONE]");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void understandsEveryFormOfAStream(String name, String body, List<String> expected) throws Exception {
        var answer = chatAsync(Chat.streamed("raw/m"));
        raw.next().startStream().chunk(body).endStream();

        assertThat(events(answer.get())).isEqualTo(expected);
    }

    static Stream<Arguments> understandsEveryFormOfAStream() {
        var finish = Chat.finish();
        var events = "data: " + TEXT + "\n\ndata: " + finish + "\n\ndata: [DONE]\n\n";
        var whole = List.of(TEXT, finish, "[DONE]");
        var pretty = TEXT.replace(",\"", ",\n\"");
        var usage = "{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}";
        var atTheTop = finish.substring(0, finish.length() - 1) + ",\"usage\":" + usage + "}";
        var inTheChoice = finish.replace("\"delta\":{}", "\"delta\":{},\"usage\":" + usage);
        var alone = "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":" + usage + "}";
        return Stream.of(
                Arguments.of("LF", events, whole),
                Arguments.of("CRLF", events.replace("\n", "\r\n"), whole),
                Arguments.of("CR", events.replace("\n", "\r"), whole),
                Arguments.of("no blank after the colon", events.replace("data: ", "data:"), whole),
                Arguments.of(
                        "comments", ": OPENROUTER PROCESSING\n\n:\n" + events.replace("\n\n", "\n\n: x\n\n"), whole),
                Arguments.of(
                        "a comment inside an event",
                        "data: " + TEXT + "\n: x\n\n" + events,
                        List.of(TEXT, TEXT, finish, "[DONE]")),
                Arguments.of("byte order mark", "\uFEFF" + events, whole),
                Arguments.of(
                        "other fields", events.replace("data: {", "id: 1\nretry: 5\nevent: message\ndata: {"), whole),
                Arguments.of(
                        "data on several lines",
                        "data: " + pretty.replace("\n", "\ndata: ") + "\n\n" + events,
                        List.of(pretty.replace('\n', ' '), TEXT, finish, "[DONE]")),
                Arguments.of("no [DONE]", events.replace("data: [DONE]\n\n", ""), whole),
                Arguments.of(
                        "no blank line at the end",
                        events.replace("data: [DONE]\n\n", "").strip(),
                        whole),
                Arguments.of("usage at the top", events.replace(finish, atTheTop), List.of(TEXT, atTheTop, "[DONE]")),
                Arguments.of(
                        "usage in the choice",
                        events.replace(finish, inTheChoice),
                        List.of(TEXT, inTheChoice, "[DONE]")),
                Arguments.of(
                        "usage in a chunk of its own",
                        events.replace("data: [DONE]", "data: " + alone + "\n\ndata: [DONE]"),
                        List.of(TEXT, finish, alone, "[DONE]")),
                Arguments.of("what follows [DONE]", events + "data: " + TEXT + "\n\n", whole),
                Arguments.of("nothing but a finish", "data: " + finish + "\n\n", List.of(finish, "[DONE]")));
    }

    @Test
    void putsCharactersTogetherThatAreCutAnywhere() throws Exception {
        var event = ("data: " + TEXT + "\n\n").getBytes(StandardCharsets.UTF_8);
        var answer = chatAsync(Chat.streamed("raw/m"));
        var upstream = raw.next().startStream();
        for (var cut = 1; cut < event.length; cut++) {
            upstream.chunk(Arrays.copyOfRange(event, 0, cut));
            upstream.chunk(Arrays.copyOfRange(event, cut, event.length));
        }
        for (var one : event) {
            upstream.chunk(new byte[] {one});
        }
        upstream.event(Chat.finish()).done();

        var events = events(answer.get());

        assertThat(events).hasSize(event.length + 2);
        assertThat(events.subList(0, event.length)).containsOnly(TEXT);
    }

    @Test
    void passesAnEventOfOneMebibyte() throws Exception {
        var large = Chat.text("é".repeat(512 * 1024));
        var answer = chatAsync(Chat.streamed("raw/m"));
        raw.next().startStream().event(large).event(Chat.finish()).done();

        var events = events(answer.get());

        assertThat(events).hasSize(3);
        assertThat(events.get(0).equals(large)).isTrue();
    }

    /** The data of a whole streamed answer. */
    private static List<String> events(Reply reply) {
        reply.isOk();
        assertThat(reply.body()).endsWith("\n\n");
        return Arrays.stream(reply.body().split("\n\n"))
                .filter(block -> !block.startsWith(":"))
                .map(block -> {
                    assertThat(block).startsWith("data: ").doesNotContain("\n");
                    return block.substring("data: ".length());
                })
                .toList();
    }
}
