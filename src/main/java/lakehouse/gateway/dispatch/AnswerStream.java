package lakehouse.gateway.dispatch;

import java.io.Closeable;
import java.util.List;
import lakehouse.gateway.provider.Chunk;
import org.jspecify.annotations.Nullable;

/** A stream that was answered up to its commit point. For one thread; {@link #left} may come from any. */
public interface AnswerStream extends Closeable {
    /**
     * The next chunk; waits for it.
     *
     * @return null when the answer is whole
     * @throws lakehouse.gateway.failure.GatewayException when the rest of the answer cannot be had
     */
    @Nullable
    Chunk next();

    /** Whether all of it is there already, so that nothing is gained by a flush for each event. */
    boolean isHeld();

    /** What there is to say about the answer so far. */
    List<String> warnings();

    /** The client left while the next chunk was waited for: the rest is given up, or read on for its figures for a while. */
    void left();

    /** Ends it. A rest that was not read is given up, or read for its figures, as the provider's settings say. */
    @Override
    void close();
}
