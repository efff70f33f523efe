package lakehouse.gateway.dispatch;

import java.util.Iterator;
import java.util.List;
import lakehouse.gateway.provider.Chunk;
import org.jspecify.annotations.Nullable;

/** A stream that was read to its end and found to be a whole answer. */
final class HeldStream implements AnswerStream {
    private final Iterator<Chunk> chunks;
    private final List<String> warnings;

    HeldStream(HeldChunks chunks, List<String> warnings) {
        this.chunks = chunks.iterator();
        this.warnings = warnings;
    }

    @Override
    public @Nullable Chunk next() {
        return chunks.hasNext() ? chunks.next() : null;
    }

    @Override
    public boolean isHeld() {
        return true;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void left() {
        // Nothing is under way.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
