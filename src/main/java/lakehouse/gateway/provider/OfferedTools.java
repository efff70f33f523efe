package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a request and the choice among them, for vendors that do not know every form of the choice.
 *
 * @param tools null when none is offered
 * @param choice {@code auto}, {@code none}, {@code required} or an object that names a tool; null when the caller said nothing
 */
public record OfferedTools(
        @Nullable JsonArray tools, @Nullable JsonValue choice) {
    private static final List<String> MODES = List.of("auto", "required");

    /** Reads them. A choice of {@code allowed_tools} becomes the tools that it allows. */
    public static OfferedTools of(JsonDocument body) {
        JsonArray tools = body.value("tools") instanceof JsonArray list && !list.isEmpty() ? list : null;
        JsonValue choice = body.value("tool_choice");
        if (tools != null
                && choice instanceof JsonObject object
                && object.get("allowed_tools") instanceof JsonObject allowed) {
            String mode = JsonParts.textOf(allowed, "mode");
            return new OfferedTools(
                    only(tools, JsonParts.objects(allowed.get("tools"))),
                    JsonParts.text(MODES.contains(mode) ? mode : "auto"));
        }
        return new OfferedTools(tools, JsonParts.present(choice) ? choice : null);
    }

    /** Whether the caller demands a call. */
    public boolean forces() {
        return choice instanceof JsonObject
                || (choice instanceof JsonString word && word.getString().equals("required"));
    }

    /** Whether the caller wants no call. */
    public boolean forbids() {
        return choice instanceof JsonString word && word.getString().equals("none");
    }

    /** The tools of which a vendor may choose that knows no choice but all or none. */
    public @Nullable JsonArray withoutChoice() {
        if (tools == null || forbids()) {
            return null;
        }
        return choice instanceof JsonObject named ? only(tools, List.of(named)) : tools;
    }

    private static JsonArray only(JsonArray tools, List<JsonObject> wanted) {
        Set<String> names = new HashSet<>();
        wanted.forEach(tool -> names.add(name(tool)));
        names.remove("");
        JsonArrayBuilder kept = JsonParts.array();
        JsonParts.objects(tools).stream()
                .filter(tool -> names.contains(name(tool)))
                .forEach(kept::add);
        JsonArray left = kept.build();
        return left.isEmpty() ? tools : left;
    }

    /** The name of a tool; empty when it has none. */
    public static String name(JsonObject tool) {
        if (tool.get("custom") instanceof JsonObject custom) {
            return JsonParts.textOf(custom, "name");
        }
        return tool.get("function") instanceof JsonObject function ? JsonParts.textOf(function, "name") : "";
    }
}
