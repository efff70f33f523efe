package lakehouse.gateway.upstream;

import java.net.URI;
import java.util.Map;
import lakehouse.gateway.json.JsonDocument;

/**
 * One POST as it shall leave.
 *
 * @param uri where to
 * @param headers all headers but the length; may hold the provider's key, so {@code toString} leaves them out
 * @param body the body
 * @param framing how the answer is cut if it is a stream
 */
public record UpstreamRequest(URI uri, Map<String, String> headers, JsonDocument body, Framing framing) {
    /** A request whose stream comes as server-sent events. */
    public UpstreamRequest(URI uri, Map<String, String> headers, JsonDocument body) {
        this(uri, headers, body, Framing.SSE);
    }

    @Override
    public String toString() {
        return "UpstreamRequest[" + uri + ", " + body + "]";
    }
}
