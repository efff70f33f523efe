package lakehouse.gateway.dispatch;

import java.util.List;
import lakehouse.gateway.json.JsonDocument;

/**
 * An answer in one piece.
 *
 * @param document the answer, in the common form
 * @param warnings what there is to say about it
 */
public record WholeAnswer(JsonDocument document, List<String> warnings) {}
