package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;

/** What one side says before the other one does. Results of calls stand in front. */
final class AnthropicTurn {
    final String role;
    final List<JsonObject> results = new ArrayList<>();
    final List<JsonObject> blocks = new ArrayList<>();

    AnthropicTurn(String role) {
        this.role = role;
    }

    JsonObject json() {
        JsonArrayBuilder all = JsonParts.array();
        results.forEach(all::add);
        blocks.forEach(all::add);
        return JsonParts.object().add("role", role).add("content", all).build();
    }
}
