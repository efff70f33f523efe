package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Set;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.Effort;
import org.jspecify.annotations.Nullable;

/** How hard the model shall think. https://docs.ollama.com/capabilities/thinking */
final class OllamaThinking {
    private static final Set<String> LEVELS = Set.of("low", "medium", "high", "max");
    private static final Set<String> EFFORTS = Set.of("none", "minimal", "xhigh", "ultra");

    private OllamaThinking() {}

    /** Whether the OpenAI-shaped surface knows this effort. */
    static boolean isEffort(String effort) {
        return LEVELS.contains(effort) || EFFORTS.contains(effort);
    }

    /** The field {@code think}; null when the caller said nothing, or nothing that is known here. */
    static @Nullable JsonValue think(JsonDocument body) {
        if (body.value("thinking") instanceof JsonObject thinking) {
            return "disabled".equals(JsonParts.string(thinking, "type")) ? JsonValue.FALSE : JsonValue.TRUE;
        }
        String effort = Effort.of(body);
        if (effort == null) {
            return null;
        }
        return switch (effort) {
            case "none" -> JsonValue.FALSE;
            case "minimal" -> JsonParts.text("low");
            case "xhigh", "ultra" -> JsonParts.text("max");
            default -> LEVELS.contains(effort) ? JsonParts.text(effort) : JsonValue.TRUE;
        };
    }
}
