package lakehouse.gateway.providers.anthropic;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.json.JsonParts;

/**
 * Names of tools, and of their parameters, as the API accepts them, and back. One name that it does not accept is enough to
 * refuse a request with hundreds of tools. Tools: {@code ^[a-zA-Z0-9_-]{1,128}$}; parameters of the first level:
 * {@code ^[a-zA-Z0-9_.-]{1,64}$}. For one thread.
 */
final class AnthropicNames {
    private static final int MAX_TOOL = 128;
    private static final int MAX_PARAMETER = 64;

    private final AnthropicRepairs repairs;
    private final Map<String, String> sentTools = new HashMap<>();
    private final Map<String, String> givenTools = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Map<String, String>> givenParameters = new HashMap<>();

    AnthropicNames(AnthropicRepairs repairs) {
        this.repairs = repairs;
    }

    /** The name to send for a tool; the same one each time. */
    String tool(String given) {
        return sentTools.computeIfAbsent(given, name -> {
            String valid = name.isEmpty() ? "tool" : AnthropicIds.valid(name, MAX_TOOL, "");
            String sent = AnthropicIds.unique(valid, MAX_TOOL, taken);
            if (!sent.equals(name)) {
                repairs.note("tool_renamed; names of tools have letters, digits, _ and -");
                givenTools.put(sent, name);
            }
            return sent;
        });
    }

    /** A tool's schema with parameters that the API accepts. */
    JsonObject parameters(String tool, JsonObject schema) {
        if (!(schema.get("properties") instanceof JsonObject properties)
                || properties.keySet().stream().allMatch(AnthropicNames::isValid)) {
            return schema;
        }
        repairs.note("parameter_renamed; names of parameters have letters, digits, _, . and -");
        Set<String> used = new HashSet<>();
        properties.keySet().stream().filter(AnthropicNames::isValid).forEach(used::add);
        Map<String, String> sentNames = new LinkedHashMap<>();
        JsonObjectBuilder renamed = JsonParts.object();
        properties.forEach((name, value) -> {
            String sent = name;
            if (!isValid(name)) {
                String valid = name.isEmpty() ? "_" : AnthropicIds.valid(name, MAX_PARAMETER, ".");
                sent = AnthropicIds.unique(valid, MAX_PARAMETER, used);
                givenParameters.computeIfAbsent(tool, key -> new HashMap<>()).put(sent, name);
            }
            sentNames.put(name, sent);
            renamed.add(sent, value);
        });
        JsonObjectBuilder whole = JsonParts.object(schema).add("properties", renamed);
        if (schema.get("required") instanceof JsonArray required) {
            whole.add(
                    "required",
                    JsonParts.texts(required.getValuesAs(JsonString.class).stream()
                            .map(JsonString::getString)
                            .map(name -> sentNames.getOrDefault(name, name))
                            .toList()));
        }
        return whole.build();
    }

    private static boolean isValid(String parameter) {
        return !parameter.isEmpty()
                && parameter.length() <= MAX_PARAMETER
                && AnthropicIds.valid(parameter, MAX_PARAMETER, ".").equals(parameter);
    }

    /** The arguments of an earlier call under the names that the model knows. */
    JsonObject input(String tool, JsonObject given) {
        Map<String, String> names = givenParameters.get(tool);
        if (names == null) {
            return given;
        }
        Map<String, String> sent = new HashMap<>();
        names.forEach((key, value) -> sent.put(value, key));
        return renamed(given, sent);
    }

    /** Whether answers have to be looked at. */
    boolean changedAny() {
        return !givenTools.isEmpty() || !givenParameters.isEmpty();
    }

    /** Whether the arguments of a call have names that the caller does not know. */
    boolean changedParameters(JsonObject call) {
        return givenParameters.containsKey(JsonParts.textOf(call, "name"));
    }

    /** A {@code tool_use} block of an answer, under the caller's names. */
    JsonObject given(JsonObject call) {
        String name = JsonParts.textOf(call, "name");
        JsonObjectBuilder given = JsonParts.object(call).add("name", givenTools.getOrDefault(name, name));
        if (call.get("input") instanceof JsonObject input) {
            given.add("input", arguments(name, input));
        }
        return given.build();
    }

    /** Arguments of an answer under the caller's names. */
    JsonObject arguments(String tool, JsonObject input) {
        return renamed(input, givenParameters.getOrDefault(tool, Map.of()));
    }

    private static JsonObject renamed(JsonObject object, Map<String, String> names) {
        JsonObjectBuilder renamed = JsonParts.object();
        for (Map.Entry<String, JsonValue> member : object.entrySet()) {
            renamed.add(names.getOrDefault(member.getKey(), member.getKey()), member.getValue());
        }
        return renamed.build();
    }
}
