package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.ContentText;
import lakehouse.gateway.provider.Repairs;
import lakehouse.gateway.provider.VendorRule;

/** Tools as Kimi accepts them. https://platform.kimi.ai/docs/api/chat */
final class KimiTools {
    private static final int MOST = 128;
    private static final JsonObject NO_PARAMETERS = JsonParts.object()
            .add("type", "object")
            .add("properties", JsonParts.object())
            .build();

    private KimiTools() {}

    /**
     * The tools; the same list when nothing changes.
     *
     * @throws GatewayException when there are more than Kimi takes, or one is of another kind
     */
    static JsonArray tools(JsonArray tools, Repairs repairs) {
        if (tools.size() > MOST) {
            throw VendorRule.broken(
                    "Kimi", "tools", "it takes at most " + MOST + " tools, and this request offers " + tools.size());
        }
        JsonArrayBuilder mapped = JsonParts.array();
        boolean changed = false;
        for (JsonValue value : tools) {
            JsonValue tool = value instanceof JsonObject object ? tool(object, repairs) : value;
            changed |= tool != value;
            mapped.add(tool);
        }
        return changed ? mapped.build() : tools;
    }

    private static JsonObject tool(JsonObject tool, Repairs repairs) {
        if (tool.containsKey("custom")) {
            throw VendorRule.broken("Kimi", "tools", "it knows no tools of type \"custom\"");
        }
        if (!(tool.get("function") instanceof JsonObject function)
                || JsonParts.textOf(tool, "type").equals("builtin_function")) {
            return tool;
        }
        JsonObjectBuilder written = JsonParts.object(function);
        boolean changed = false;
        for (String name : new String[] {"description", "strict"}) {
            if (function.get(name) == JsonValue.NULL) {
                written.remove(name);
                changed = true;
            }
        }
        if (JsonParts.present(function.get("description")) && !(function.get("description") instanceof JsonString)) {
            written.add("description", ContentText.of(function.get("description")));
            changed = true;
        }
        JsonObject parameters = function.get("parameters") instanceof JsonObject given ? given : NO_PARAMETERS;
        JsonObject flavoured = MoonshotSchema.of(parameters);
        if (flavoured != function.get("parameters")) {
            if (flavoured != NO_PARAMETERS) {
                repairs.note("tools: parameters in Moonshot's flavour of JSON Schema");
            }
            written.add("parameters", flavoured);
            changed = true;
        }
        return changed ? JsonParts.object(tool).add("function", written).build() : tool;
    }
}
