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
 */
public record UpstreamRequest(URI uri, Map<String, String> headers, JsonDocument body) {
    @Override
    public String toString() {
        return "UpstreamRequest[" + uri + ", " + body + "]";
    }
}
