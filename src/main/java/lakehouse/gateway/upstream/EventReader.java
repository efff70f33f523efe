package lakehouse.gateway.upstream;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Cuts a body into the items of a stream, each as soon as it is complete. */
public interface EventReader extends Closeable {
    /**
     * The next item; waits for it.
     *
     * @return null at the end of the body
     * @throws IOException when the body breaks off or an item is larger than allowed
     */
    @Nullable
    ServerSentEvent next() throws IOException;
}
