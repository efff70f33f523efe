package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.provider.OfferedTools;

/** Tools. Ollama knows no {@code tool_choice}, so the choice is made by what is offered. */
final class OllamaTools {
    /** What the caller hears when it demands a call, which nobody can promise here. */
    static final String RELAXED = "tool_choice_relaxed; this provider cannot be made to call a tool";

    private OllamaTools() {}

    /** Writes the tools to offer. */
    static void edit(JsonDocument body, JsonEdits edits) {
        JsonArray offered = OfferedTools.of(body).withoutChoice();
        JsonArray tools = offered == null ? null : OllamaToolSchemas.tools(offered);
        if (tools == null) {
            edits.remove("tools");
        } else if (tools != body.value("tools")) {
            edits.set("tools", tools);
        }
    }

    static boolean cannotForce(JsonDocument body) {
        return OfferedTools.of(body).forces();
    }
}
