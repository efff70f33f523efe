package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Tools and which of them may be called. Tools that are not functions are taken for the vendor's own and pass. */
final class AnthropicTools {
    private static final JsonObject NO_PARAMETERS = JsonParts.object()
            .add("type", "object")
            .add("properties", JsonValue.EMPTY_JSON_OBJECT)
            .build();

    private AnthropicTools() {}

    static void edit(JsonDocument body, JsonEdits edits) {
        if (!(body.value("tools") instanceof JsonArray tools) || tools.isEmpty()) {
            edits.remove("tools").remove("tool_choice");
            return;
        }
        edits.set("tools", tools(tools));
        JsonObject choice =
                choice(body.value("tool_choice"), JsonValue.FALSE.equals(body.value("parallel_tool_calls")));
        if (choice == null) {
            edits.remove("tool_choice");
        } else {
            edits.set("tool_choice", choice);
        }
    }

    private static JsonArray tools(JsonArray tools) {
        JsonArrayBuilder mapped = JsonParts.array();
        for (JsonObject tool : JsonParts.objects(tools)) {
            mapped.add(tool.get("function") instanceof JsonObject function ? tool(tool, function) : tool);
        }
        return mapped.build();
    }

    private static JsonObject tool(JsonObject tool, JsonObject function) {
        JsonObjectBuilder mapped = JsonParts.object().add("name", JsonParts.textOf(function, "name"));
        if (function.get("description") instanceof JsonString description) {
            mapped.add("description", description);
        }
        mapped.add("input_schema", function.get("parameters") instanceof JsonObject schema ? schema : NO_PARAMETERS);
        if (JsonValue.TRUE.equals(function.get("strict"))) {
            mapped.add("strict", true);
        }
        JsonParts.without(tool, List.of("type", "function")).forEach(mapped::add);
        return mapped.build();
    }

    private static @Nullable JsonObject choice(@Nullable JsonValue given, boolean oneAtATime) {
        JsonObjectBuilder choice = JsonParts.object();
        if (given instanceof JsonObject named) {
            if (!(named.get("function") instanceof JsonObject function)) {
                return named;
            }
            choice.add("type", "tool").add("name", JsonParts.textOf(function, "name"));
        } else {
            String word = given instanceof JsonString text ? text.getString() : "";
            if (word.isEmpty() && !oneAtATime) {
                return null;
            }
            choice.add("type", type(word));
            if (word.equals("none")) {
                return choice.build();
            }
        }
        return oneAtATime ? choice.add("disable_parallel_tool_use", true).build() : choice.build();
    }

    private static String type(String word) {
        return switch (word) {
            case "required" -> "any";
            case "none" -> "none";
            default -> "auto";
        };
    }
}
