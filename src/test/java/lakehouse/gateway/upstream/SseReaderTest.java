package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
    private static final String STREAM =
            "\uFEFF: PROCESSING\n\ndata: {\"é\":\"😀\"}\n\nevent: error\ndata: one\ndata:  two\n"
                    + "data\nid: 7\nretry: 10\n\n:\n\nevent: lost\n\ndata:no space\n\ndatabase: x\n\ndata: 中文 [DONE]\n\n";
    private static final List<ServerSentEvent> EVENTS = List.of(
            new ServerSentEvent(null, null, "PROCESSING"),
            event("{\"é\":\"😀\"}"),
            new ServerSentEvent("error", "one\n two\n", null),
            new ServerSentEvent(null, null, ""),
            event("no space"),
            event("中文 [DONE]"));

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheSameEventsWhereverTheNetworkCutsThem(int seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (char c : STREAM.toCharArray()) {
            String end = List.of("\n", "\r", "\r\n").get(random.nextInt(3));
            boolean wouldJoin = end.equals("\n") && text.length() > 0 && text.charAt(text.length() - 1) == '\r';
            text.append(c == '\n' ? wouldJoin ? "\r" : end : String.valueOf(c));
        }

        assertThat(events(pieces(text.toString(), random))).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void readsEachKindOfLineEnd(String lineEnd) throws IOException {
        assertThat(events(body(STREAM.replace("\n", lineEnd)))).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: last", "data: last\n", "data: last\r\n"})
    void handsOutALastEventWhoseBlankLineIsMissing(String end) throws IOException {
        assertThat(events(body("data: first\n\n" + end))).containsExactly(event("first"), event("last"));
    }

    @Test
    void readsAnEventOfOneMebibyte() throws IOException {
        String large = "é".repeat(512 * 1024);

        assertThat(events(body("data: " + large + "\n\ndata: next\n\n"))).containsExactly(event(large), event("next"));
    }

    @Test
    void refusesAnEventOfManyLinesThatIsTooLarge() {
        byte[] line = ("data: " + "x".repeat(1_000_000) + "\n").getBytes(StandardCharsets.UTF_8);
        List<InputStream> lines = IntStream.range(0, 18)
                .<InputStream>mapToObj(i -> new ByteArrayInputStream(line))
                .toList();
        SseReader reader = new SseReader(new SequenceInputStream(Collections.enumeration(lines)));

        assertThatIOException().isThrownBy(reader::next).withMessageContaining("longer than 16777216 bytes");
    }

    @Test
    void keepsNameAndDataOfAnEventThatACommentInterrupts() throws IOException {
        assertThat(events(body("event: error\n: alive\ndata: a\n: alive\ndata: b\n\n")))
                .containsExactly(new ServerSentEvent("error", "a\nb", null));
    }

    @Test
    void takesTheByteOrderMarkAwayAtTheStartOnly() throws IOException {
        assertThat(events(body("\uFEFFdata: a\n\ndata: \uFEFFb\n\n"))).containsExactly(event("a"), event("\uFEFFb"));
    }

    private static ServerSentEvent event(String data) {
        return new ServerSentEvent(null, data, null);
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text in pieces of one to nine bytes, each of which one read returns. */
    private static InputStream pieces(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<InputStream> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(9));
            pieces.add(new ByteArrayInputStream(bytes, at, length));
            at += length;
        }
        return new SequenceInputStream(Collections.enumeration(pieces));
    }

    private static List<ServerSentEvent> events(InputStream body) throws IOException {
        List<ServerSentEvent> events = new ArrayList<>();
        try (SseReader reader = new SseReader(body)) {
            for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
                events.add(event);
            }
        }
        return events;
    }
}
