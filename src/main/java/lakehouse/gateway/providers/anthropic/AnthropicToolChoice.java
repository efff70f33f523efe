package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.Set;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Which tools may be called.
 *
 * @param type {@code auto}, {@code any}, {@code none} or {@code tool}; empty when the caller says nothing; {@code own} for a
 *     choice in the vendor's own words
 * @param name the tool to call; empty when none is named
 * @param allowed the only tools to offer; null for all
 * @param given what the caller said, when it was an object
 * @param oneAtATime whether calls must not be parallel
 */
record AnthropicToolChoice(
        String type,
        String name,
        @Nullable Set<String> allowed,
        @Nullable JsonObject given,
        boolean oneAtATime) {

    static AnthropicToolChoice of(JsonDocument body, AnthropicModel model, AnthropicRepairs repairs) {
        JsonValue given = JsonParts.objects(body.value("tools")).isEmpty() ? null : body.value("tool_choice");
        boolean oneAtATime = JsonValue.FALSE.equals(body.value("parallel_tool_calls"));
        AnthropicToolChoice choice = new AnthropicToolChoice("", "", null, null, oneAtATime);
        if (given instanceof JsonString word) {
            choice = choice.as(type(word.getString()));
        } else if (given instanceof JsonObject object) {
            choice = choice.named(object);
        }
        if (choice.forces() && !model.takesForcedTool()) {
            repairs.note("tool_choice_relaxed; this model always thinks, and then no tool can be forced");
            return choice.as("auto");
        }
        return choice;
    }

    private static String type(String word) {
        return switch (word) {
            case "required" -> "any";
            case "none" -> "none";
            default -> "auto";
        };
    }

    private AnthropicToolChoice as(String other) {
        return new AnthropicToolChoice(other, name, allowed, null, oneAtATime);
    }

    private AnthropicToolChoice named(JsonObject object) {
        if (object.get("function") instanceof JsonObject function) {
            return new AnthropicToolChoice("tool", JsonParts.textOf(function, "name"), null, null, oneAtATime);
        }
        if (object.get("allowed_tools") instanceof JsonObject list) {
            Set<String> names = new HashSet<>();
            for (JsonObject tool : JsonParts.objects(list.get("tools"))) {
                JsonObject function = tool.get("function") instanceof JsonObject named ? named : tool;
                names.add(JsonParts.textOf(function, "name"));
            }
            return new AnthropicToolChoice(type(JsonParts.textOf(list, "mode")), "", names, null, oneAtATime);
        }
        return new AnthropicToolChoice("own", JsonParts.textOf(object, "name"), null, object, oneAtATime);
    }

    boolean allows(String tool) {
        return allowed == null || allowed.contains(tool);
    }

    /** Whether a tool has to be called. */
    boolean forces() {
        String word = given == null ? type : JsonParts.textOf(given, "type");
        return word.equals("any") || word.equals("tool");
    }

    /** What to send; null for nothing. */
    @Nullable
    JsonObject json(AnthropicNames names) {
        if (given != null) {
            return given;
        }
        if (type.isEmpty() && !oneAtATime) {
            return null;
        }
        JsonObjectBuilder choice = JsonParts.object().add("type", type.isEmpty() ? "auto" : type);
        if (type.equals("tool")) {
            choice.add("name", names.tool(name));
        }
        return oneAtATime && !type.equals("none")
                ? choice.add("disable_parallel_tool_use", true).build()
                : choice.build();
    }
}
