package lakehouse.gateway.dispatch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.Chunk;

/**
 * The chunks of an answer that is held back. Compressed block by block: a chunk repeats the same envelope around a few
 * letters, so that 100 KiB of text easily arrive as 5 MiB of chunks.
 */
final class HeldChunks implements Iterable<Chunk> {
    private static final int BLOCK = 64 * 1024;

    private final int limit;
    private final List<byte[]> blocks = new ArrayList<>();
    private ByteArrayOutputStream open = new ByteArrayOutputStream();
    private int size;

    /** @param limit bytes allowed before compression */
    HeldChunks(int limit) {
        this.limit = limit;
    }

    /**
     * Adds a chunk, whose text is on one line.
     *
     * @return false when the answer is larger than may be held
     */
    boolean add(Chunk chunk) {
        byte[] line = (chunk.json() + "\n").getBytes(StandardCharsets.UTF_8);
        open.writeBytes(line);
        size += line.length;
        if (open.size() >= BLOCK) {
            close(open);
            open = new ByteArrayOutputStream();
        }
        return size <= limit;
    }

    private void close(ByteArrayOutputStream block) {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (OutputStream out = new DeflaterOutputStream(small, deflater)) {
            block.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory does not fail.", e);
        } finally {
            deflater.end();
        }
        blocks.add(small.toByteArray());
    }

    /** The chunks, in order. */
    @Override
    public Iterator<Chunk> iterator() {
        Iterator<byte[]> closed = blocks.iterator();
        return new Iterator<>() {
            private Iterator<String> lines = List.<String>of().iterator();
            private boolean atTheEnd;

            @Override
            public boolean hasNext() {
                while (!lines.hasNext() && !atTheEnd) {
                    atTheEnd = !closed.hasNext();
                    lines = (atTheEnd ? open.toString(StandardCharsets.UTF_8) : unpacked(closed.next()))
                            .lines()
                            .iterator();
                }
                return lines.hasNext();
            }

            @Override
            public Chunk next() {
                try {
                    return Chunk.read(lines.next());
                } catch (MalformedJsonException e) {
                    throw new IllegalStateException("A chunk is valid JSON.", e);
                }
            }
        };
    }

    private static String unpacked(byte[] block) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(block))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory does not fail.", e);
        }
    }

    @Override
    public String toString() {
        return "HeldChunks[" + size + " bytes]";
    }
}
