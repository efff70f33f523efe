package lakehouse.gateway.providers.kimi;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonEdits;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.OfferedTools;

/**
 * Names of tools that Kimi refuses, such as {@code 21st_search}, go under another name, and come back under their own.
 * https://github.com/MoonshotAI/kimi-cli/issues/2531
 */
final class KimiToolNames {
    private static final Pattern ACCEPTED = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_-]{2,63}");
    private static final int LONGEST = 64;
    private static final int SHORTEST = 3;

    private final Map<String, String> sent = new HashMap<>();
    private final Map<String, String> given = new HashMap<>();

    private KimiToolNames() {}

    static KimiToolNames of(JsonDocument body) {
        KimiToolNames names = new KimiToolNames();
        Set<String> all = new LinkedHashSet<>();
        for (JsonObject tool : JsonParts.objects(body.value("tools"))) {
            collect(tool, all);
        }
        for (JsonObject message : JsonParts.objects(body.value("messages"))) {
            JsonParts.objects(message.get("tool_calls")).forEach(call -> collect(call, all));
        }
        for (String name : all) {
            if (!ACCEPTED.matcher(name).matches()) {
                String other = other(name);
                for (int i = 2; all.contains(other) || names.given.containsKey(other); i++) {
                    String end = "_" + i;
                    other = cut(other(name), LONGEST - end.length()) + end;
                }
                names.sent.put(name, other);
                names.given.put(other, name);
            }
        }
        return names;
    }

    private static void collect(JsonObject tool, Set<String> all) {
        String name = OfferedTools.name(tool);
        // Kimi's own tools, such as $web_search, keep their names.
        if (!name.isEmpty() && !name.startsWith("$")) {
            all.add(name);
        }
    }

    private static String other(String name) {
        StringBuilder other = new StringBuilder(name.replaceAll("[^a-zA-Z0-9_-]", "_"));
        if (!Character.isLetter(other.charAt(0)) && other.charAt(0) != '_') {
            other.insert(0, "t_");
        }
        while (other.length() < SHORTEST) {
            other.append('_');
        }
        return cut(other.toString(), LONGEST);
    }

    private static String cut(String name, int length) {
        return name.substring(0, Math.min(length, name.length()));
    }

    /** A list of tools, or of calls, under the names that are sent; the same list when none changes. */
    JsonArray sent(JsonArray tools) {
        return sent.isEmpty() ? tools : renamed(tools, sent);
    }

    /** A choice of a tool. */
    JsonValue sent(JsonValue choice) {
        return choice instanceof JsonObject tool ? renamed(tool, sent) : choice;
    }

    /** A message with calls. */
    JsonObject sentMessage(JsonObject message) {
        return sent.isEmpty() ? message : calls(message, sent);
    }

    /** All messages. */
    JsonArray sentMessages(JsonArray messages) {
        return sent.isEmpty() ? messages : JsonParts.each(messages, this::sentMessage);
    }

    /** A whole answer under the caller's names. */
    JsonDocument given(JsonDocument reply) throws MalformedJsonException {
        if (given.isEmpty() || !(reply.value("choices") instanceof JsonArray choices)) {
            return reply;
        }
        JsonArray renamed = JsonParts.each(choices, choice -> inside(choice, "message"));
        return renamed == choices ? reply : reply.edited(new JsonEdits().set("choices", renamed));
    }

    /** Takes chunks and hands them out under the caller's names. */
    Consumer<Chunk> given(Consumer<Chunk> out) {
        return given.isEmpty() ? out : chunk -> out.accept(given(chunk));
    }

    private Chunk given(Chunk chunk) {
        String json = chunk.json();
        if (json == null || !json.contains("\"tool_calls\"")) {
            return chunk;
        }
        try {
            JsonObject tree = JsonSyntax.object(json);
            if (!(tree.get("choices") instanceof JsonArray choices)) {
                return chunk;
            }
            JsonArray renamed = JsonParts.each(choices, choice -> inside(choice, "delta"));
            return renamed == choices
                    ? chunk
                    : Chunk.of(JsonParts.object(tree).add("choices", renamed).build());
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("A chunk in the common form is JSON.", e);
        }
    }

    private JsonObject inside(JsonObject choice, String part) {
        if (!(choice.get(part) instanceof JsonObject message)) {
            return choice;
        }
        JsonObject renamed = calls(message, given);
        return renamed == message
                ? choice
                : JsonParts.object(choice).add(part, renamed).build();
    }

    private static JsonObject calls(JsonObject message, Map<String, String> names) {
        if (!(message.get("tool_calls") instanceof JsonArray calls)) {
            return message;
        }
        JsonArray renamed = renamed(calls, names);
        return renamed == calls
                ? message
                : JsonParts.object(message).add("tool_calls", renamed).build();
    }

    private static JsonArray renamed(JsonArray tools, Map<String, String> names) {
        return JsonParts.each(tools, tool -> renamed(tool, names));
    }

    private static JsonObject renamed(JsonObject tool, Map<String, String> names) {
        String kind = tool.containsKey("custom") ? "custom" : "function";
        String name = names.get(OfferedTools.name(tool));
        return name == null || !(tool.get(kind) instanceof JsonObject named)
                ? tool
                : JsonParts.object(tool)
                        .add(kind, JsonParts.object(named).add("name", name))
                        .build();
    }
}
