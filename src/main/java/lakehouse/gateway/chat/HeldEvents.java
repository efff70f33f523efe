package lakehouse.gateway.chat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The events of an answer that is held back, as they will be written. Compressed block by block: an event repeats the same
 * envelope around a few letters, so that 100 KiB of text easily arrive as 5 MiB of events.
 */
final class HeldEvents {
    private static final int BLOCK = 64 * 1024;

    private final int limit;
    private final List<byte[]> blocks = new ArrayList<>();
    private ByteArrayOutputStream open = new ByteArrayOutputStream();
    private int size;

    /** @param limit bytes allowed before compression */
    HeldEvents(int limit) {
        this.limit = limit;
    }

    /**
     * Adds an event.
     *
     * @return false when the answer is larger than may be held
     */
    boolean add(String json) {
        byte[] event = SseFormat.event(json);
        open.writeBytes(event);
        size += event.length;
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

    /** Writes all events, in order. */
    void writeTo(OutputStream out) throws IOException {
        for (byte[] block : blocks) {
            try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(block))) {
                in.transferTo(out);
            }
        }
        open.writeTo(out);
    }

    @Override
    public String toString() {
        return "HeldEvents[" + size + " bytes]";
    }
}
