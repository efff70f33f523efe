package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Tools. Ollama knows no {@code tool_choice}, so the choice is made by what is offered. */
final class OllamaTools {
    private OllamaTools() {}

    /** The tools to offer; null for none. */
    static @Nullable JsonArray offered(JsonDocument body) {
        if (!(body.value("tools") instanceof JsonArray tools)) {
            return null;
        }
        JsonValue choice = body.value("tool_choice");
        if (choice instanceof JsonString word && word.getString().equals("none")) {
            return null;
        }
        return choice instanceof JsonObject named ? only(tools, named) : tools;
    }

    private static JsonArray only(JsonArray tools, JsonObject choice) {
        String name = name(choice);
        JsonArrayBuilder one = JsonParts.array();
        JsonParts.objects(tools).stream()
                .filter(tool -> name.isEmpty() || name(tool).equals(name))
                .forEach(one::add);
        JsonArray left = one.build();
        return left.isEmpty() ? tools : left;
    }

    private static String name(JsonObject tool) {
        return tool.get("function") instanceof JsonObject function ? JsonParts.textOf(function, "name") : "";
    }

    /** Whether the caller demands a call, which nobody can promise here. */
    static boolean cannotForce(JsonDocument body) {
        JsonValue choice = body.value("tool_choice");
        return choice instanceof JsonObject
                || (choice instanceof JsonString word && word.getString().equals("required"));
    }
}
