package lakehouse.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.DialectFixtures;
import lakehouse.gateway.provider.ProviderSettings;
import lakehouse.gateway.threads.Timer;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.ReplayedExchange;
import org.junit.jupiter.api.Test;

class ChunkStreamTest {
    private static final String ANSWER = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"total_tokens\":7}}\n\ndata: [DONE]\n\n";

    /** Its end comes later than the idle clock allows, unless the connection is aborted before. */
    private static final class Late extends InputStream {
        private final CountDownLatch aborted;
        private final long millis;

        Late(CountDownLatch aborted, long millis) {
            this.aborted = aborted;
            this.millis = millis;
        }

        @Override
        public int read() throws IOException {
            try {
                if (aborted.await(millis, TimeUnit.MILLISECONDS)) {
                    throw new IOException("The connection was aborted.");
                }
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            return -1;
        }
    }

    @Test
    void waitsForUsageLongerThanTheIdleClock() throws Exception {
        CountDownLatch aborted = new CountDownLatch(1);
        InputStream body =
                new SequenceInputStream(new SequenceInputStream(bytes(ANSWER), new Late(aborted, 1_000)), bytes(USAGE));

        assertThat(lastOf(body, Duration.ofMillis(300), aborted).usage()).isNotNull();
    }

    /** Else a stream without an end mark would stay open as long as a model may think. */
    @Test
    void waitsForAnEndMarkShorterThanTheIdleClock() throws Exception {
        CountDownLatch aborted = new CountDownLatch(1);
        String counted = ANSWER.replace("}]}\n\n", "}],\"usage\":{\"total_tokens\":7}}\n\n");
        InputStream body = new SequenceInputStream(bytes(counted), new Late(aborted, 60_000));

        assertThat(lastOf(body, Duration.ofMinutes(5), aborted).finished()).containsExactly(0);
        assertThat(aborted.getCount()).as("given up before the end came").isZero();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Chunk lastOf(InputStream body, Duration idle, CountDownLatch aborted) throws Exception {
        ProviderSettings provider =
                ProviderSettings.read(MapSettings.withProvider("p").settings(), "p");
        var translator = DialectFixtures.named("openai")
                .translator(provider, Inquiry.chat(JsonDocument.parse("{\"stream\":true}"), "m", true));
        var exchange = ReplayedExchange.of(body, true, new Timer(), idle, aborted::countDown);
        try (ChunkStream stream = new ChunkStream("p", exchange, Framing.SSE, translator)) {
            Chunk last = Chunk.DONE;
            for (Chunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                last = chunk;
            }
            return last;
        }
    }
}
