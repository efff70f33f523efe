package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import org.jspecify.annotations.Nullable;

/** Tools. Those that are not functions are taken for the vendor's own and pass. For one thread. */
final class AnthropicTools {
    private static final JsonObject NO_PARAMETERS = JsonParts.object()
            .add("type", "object")
            .add("properties", JsonValue.EMPTY_JSON_OBJECT)
            .build();

    /** "20 strict tools per request": structured outputs, limits. */
    private static final int MAX_STRICT = 20;

    private final AnthropicModel model;
    private final AnthropicNames names;
    private final AnthropicRepairs repairs;
    private int strict;

    AnthropicTools(AnthropicModel model, AnthropicNames names, AnthropicRepairs repairs) {
        this.model = model;
        this.names = names;
        this.repairs = repairs;
    }

    /** The tools to send; an empty list for none. */
    JsonArray tools(JsonDocument body, AnthropicToolChoice choice) {
        JsonArrayBuilder mapped = JsonParts.array();
        Set<String> offered = new HashSet<>();
        for (JsonObject tool : JsonParts.objects(body.value("tools"))) {
            if (tool.get("custom") instanceof JsonObject) {
                throw AnthropicRepairs.refused(
                        "tools", "its tools have parameters in JSON, and a tool of type \"custom\" has none.");
            }
            if (tool.get("function") instanceof JsonObject function) {
                String name = JsonParts.textOf(function, "name");
                if (!choice.allows(name)) {
                    continue;
                }
                if (!offered.add(name)) {
                    repairs.note("tool_left_out; two tools have the same name, and the first one counts");
                    continue;
                }
                mapped.add(tool(tool, function, names.tool(name)));
            } else {
                mapped.add(tool);
            }
        }
        return mapped.build();
    }

    private JsonObject tool(JsonObject tool, JsonObject function, String name) {
        JsonObjectBuilder mapped = JsonParts.object().add("name", name);
        String description = ContentText.of(function.get("description"));
        if (!ContentText.isBlank(description)) {
            mapped.add("description", description);
        }
        JsonObject schema = function.get("parameters") instanceof JsonObject given
                ? names.parameters(name, AnthropicInput.schema(given, repairs))
                : NO_PARAMETERS;
        JsonObject closed = JsonValue.TRUE.equals(function.get("strict")) ? closed(schema) : null;
        mapped.add("input_schema", closed == null ? schema : closed);
        if (closed != null) {
            mapped.add("strict", true);
        }
        JsonParts.without(tool, List.of("type", "function")).forEach((member, value) -> {
            if (value != JsonValue.NULL) {
                mapped.add(member, value);
            }
        });
        return mapped.build();
    }

    /** The schema of a strict tool; null when the tool cannot be strict. */
    private @Nullable JsonObject closed(JsonObject schema) {
        JsonObject closed = model.takesFormat() && strict < MAX_STRICT ? AnthropicFormats.of(schema) : null;
        if (closed == null) {
            repairs.note("strict_left_out; this provider cannot hold a model to that schema");
        } else {
            strict++;
        }
        return closed;
    }
}
