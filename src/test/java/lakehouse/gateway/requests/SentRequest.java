package lakehouse.gateway.requests;

import jakarta.json.JsonObject;
import java.util.Map;

/**
 * A request as a vendor gets it.
 *
 * @param path of the address, without the query
 * @param headers by name as sent; rules read them without regard to case
 * @param body as sent
 */
public record SentRequest(String path, Map<String, String> headers, JsonObject body) {}
