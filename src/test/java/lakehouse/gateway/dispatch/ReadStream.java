package lakehouse.gateway.dispatch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.provider.ChatTranslator;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.threads.Timer;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.ReplayedExchange;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stream on its whole way to a client: reader, translator, chunk stream, the bytes of the events.
 *
 * @param events data of the events that a client gets, the end marker left out
 * @param error what the stream ended with; null when it ended well
 */
public record ReadStream(List<String> events, @Nullable String error) {
    private static final Timer TIMER = new Timer();

    /**
     * Reads a body that the network cuts into pieces, by seed.
     *
     * @param cut whether the connection breaks at its end: with an error, or where nothing else ends the body, without
     */
    public static ReadStream of(ChatTranslator translator, Framing framing, byte[] body, boolean cut, long seed) {
        List<String> events = new ArrayList<>();
        InputStream pieces = new Pieces(body, cut && seed % 2 == 0, new Random(seed));
        try (ChunkStream stream = new ChunkStream("p", ReplayedExchange.of(pieces, !cut, TIMER), framing, translator)) {
            for (Chunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                // As bytes, since that is where half a character would show.
                byte[] bytes = String.valueOf(chunk.json()).getBytes(StandardCharsets.UTF_8);
                events.add(new String(bytes, StandardCharsets.UTF_8));
            }
            return new ReadStream(events, null);
        } catch (GatewayException e) {
            return new ReadStream(events, e.failure().message());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Pieces extends InputStream {
        private final InputStream body;
        private final boolean breaks;
        private final Random random;
        private final int longest;

        Pieces(byte[] body, boolean breaks, Random random) {
            this.body = new ByteArrayInputStream(body);
            this.breaks = breaks;
            this.random = random;
            this.longest = random.nextBoolean() ? 7 : 400;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = body.read(target, offset, Math.min(length, 1 + random.nextInt(longest)));
            if (read < 0 && breaks) {
                throw new IOException("The connection broke.");
            }
            return read;
        }
    }
}
