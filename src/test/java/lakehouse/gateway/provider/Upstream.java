package lakehouse.gateway.provider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.upstream.Framing;
import lakehouse.gateway.upstream.ServerSentEvent;

/** Recorded bodies, sent through the real readers. */
public final class Upstream {
    private static final Path FIXTURES = Path.of("src/test/resources/upstream");

    private Upstream() {}

    public static byte[] bytes(String file) {
        try {
            return Files.readAllBytes(FIXTURES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorded streams of a folder. */
    public static List<String> streams(String folder) {
        try (var files = Files.list(FIXTURES.resolve(folder))) {
            return files.map(file -> folder + "/" + file.getFileName())
                    .filter(file -> file.endsWith(".sse") || file.endsWith(".ndjson"))
                    .filter(file -> !file.contains("error"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All chunks of a stream, without an end mark. */
    public static List<Chunk> chunks(ChatTranslator translator, Framing framing, byte[] body) {
        return chunks(translator, framing, new ByteArrayInputStream(body));
    }

    /** As {@link #chunks(ChatTranslator, Framing, byte[])}, the body arriving in pieces of 1 to 9 bytes. */
    public static List<Chunk> chunks(ChatTranslator translator, Framing framing, byte[] body, long seed) {
        return chunks(translator, framing, new Pieces(body, new Random(seed)));
    }

    private static List<Chunk> chunks(ChatTranslator translator, Framing framing, InputStream body) {
        List<Chunk> chunks = new ArrayList<>();
        try (var events = framing.reader(body)) {
            for (ServerSentEvent event = events.next(); event != null; event = events.next()) {
                if (event.data() != null) {
                    translator.event(event, chunks::add);
                }
                if (!chunks.isEmpty() && chunks.get(chunks.size() - 1) == Chunk.DONE) {
                    chunks.remove(chunks.size() - 1);
                    return chunks;
                }
            }
            translator.end(chunks::add);
            return chunks;
        } catch (IOException | MalformedJsonException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Pieces extends InputStream {
        private final byte[] body;
        private final Random random;
        private int at;

        Pieces(byte[] body, Random random) {
            this.body = body;
            this.random = random;
        }

        @Override
        public int read() {
            return at == body.length ? -1 : body[at++] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == body.length) {
                return -1;
            }
            int size = Math.min(Math.min(length, body.length - at), 1 + random.nextInt(9));
            System.arraycopy(body, at, target, offset, size);
            at += size;
            return size;
        }
    }
}
