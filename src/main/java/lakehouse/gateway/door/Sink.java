package lakehouse.gateway.door;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the server-sent events of one stream. */
public interface Sink {
    /**
     * An event.
     *
     * @param name its type; null for the one that needs no name
     * @param data on one line
     * @throws IOException when the client is gone
     */
    void event(@Nullable String name, String data) throws IOException;

    /**
     * A comment, which every client ignores.
     *
     * @param text on one line; may be empty
     * @throws IOException when the client is gone
     */
    void comment(String text) throws IOException;
}
