package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    @Test
    void endsLinesAtEachKindOfLineEnd() throws IOException {
        assertThat(lines("a\nb\rc\r\nd\n\ne\r\rf\r\n\r\ng"))
                .containsExactly("a", "b", "c", "d", "", "e", "", "f", "", "g");
    }

    @Test
    void givesWhatFollowsTheLastLineEndAndNothingMore() throws IOException {
        assertThat(lines("")).isEmpty();
        assertThat(lines("a")).containsExactly("a");
        assertThat(lines("a\n")).containsExactly("a");
        assertThat(lines("a\r\n")).containsExactly("a");
        assertThat(lines("\n")).containsExactly("");
    }

    @Test
    void handsALineOutThoughOnlyTheCarriageReturnHasArrived() throws IOException {
        try (PipedOutputStream upstream = new PipedOutputStream();
                LineReader reader = new LineReader(new PipedInputStream(upstream), 100)) {
            upstream.write("data: 1\r".getBytes(StandardCharsets.UTF_8));
            upstream.flush();
            assertThat(reader.next()).isEqualTo("data: 1");

            upstream.write("\ndata: 2\r".getBytes(StandardCharsets.UTF_8));
            upstream.flush();
            assertThat(reader.next()).isEqualTo("data: 2");
        }
    }

    @Test
    void refusesALineThatIsTooLong() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        LineReader reader = new LineReader(endless, 20_000);

        assertThatIOException().isThrownBy(reader::next).withMessage("a line of the stream is longer than 20000 bytes");
    }

    private static List<String> lines(String text) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1_000);
        List<String> lines = new ArrayList<>();
        for (String line = reader.next(); line != null; line = reader.next()) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void refusesBytesThatAreNoUtf8AndKeepsTheSignForThem() throws IOException {
        try (LineReader reader =
                new LineReader(new ByteArrayInputStream("Gr\u00fc\uFFFD\n".getBytes(StandardCharsets.UTF_8)), 100)) {
            assertThat(reader.next()).isEqualTo("Gr\u00fc\uFFFD");
        }
        try (LineReader reader =
                new LineReader(new ByteArrayInputStream("Gr\u00fc\n".getBytes(StandardCharsets.ISO_8859_1)), 100)) {
            assertThatIOException().isThrownBy(reader::next).withMessageContaining("not UTF-8");
        }
    }
}
