package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NdjsonReaderTest {
    @Test
    void handsOutEachLineThatIsNotBlank() throws Exception {
        String body = "\n{\"a\":1}\r\n \n{\"b\":\"é\"}";
        try (EventReader reader =
                Framing.NDJSON.reader(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(reader.next()).isEqualTo(new ServerSentEvent(null, "{\"a\":1}", null));
            assertThat(reader.next()).isEqualTo(new ServerSentEvent(null, "{\"b\":\"é\"}", null));
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void readsOverAByteOrderMark() throws Exception {
        try (EventReader reader =
                Framing.NDJSON.reader(new ByteArrayInputStream("\uFEFF{}\n\uFEFF".getBytes(StandardCharsets.UTF_8)))) {
            assertThat(reader.next()).isEqualTo(new ServerSentEvent(null, "{}", null));
            assertThat(reader.next()).isEqualTo(new ServerSentEvent(null, "\uFEFF", null));
        }
    }

    @Test
    void takesJsonForAStreamOnlyWhereFrontEndsCallItSo() {
        assertThat(Framing.SSE.isWhole("application/json; charset=utf-8")).isTrue();
        assertThat(Framing.SSE.isWhole("text/event-stream")).isFalse();
        assertThat(Framing.NDJSON.isWhole("application/json")).isFalse();
        assertThat(Framing.SSE.reader(new ByteArrayInputStream(new byte[0]))).isInstanceOf(SseReader.class);
        assertThat(Framing.NDJSON.mediaType()).isEqualTo("application/x-ndjson");
        assertThat(Framing.SSE.mediaType()).isEqualTo("text/event-stream");
    }
}
