package lakehouse.gateway.dispatch;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * Whether unattended work can use an answer: it needs visible text or a tool call, and JSON where JSON was asked for. Fed
 * with a whole answer or with all chunks of one.
 */
final class UsabilityCheck {
    private static final Set<String> JSON_FORMATS = Set.of("json_object", "json_schema");

    private final boolean wantsJson;
    private final boolean wantsObject;
    private final Map<Integer, StringBuilder> texts = new TreeMap<>();
    private boolean visible;
    private boolean calls;
    private boolean refused;

    UsabilityCheck(JsonDocument request) {
        wantsJson = request.value("response_format") instanceof JsonObject format
                && format.get("type") instanceof JsonString type
                && JSON_FORMATS.contains(type.getString());
        wantsObject = request.value("response_format") instanceof JsonObject format
                && "json_object".equals(JsonParts.string(format, "type"));
    }

    /** Looks at a whole answer or a chunk. */
    void see(JsonObject answer) {
        if (answer.get("choices") instanceof JsonArray choices) {
            for (JsonValue choice : choices) {
                if (choice instanceof JsonObject object) {
                    seeChoice(object);
                }
            }
        }
    }

    private void seeChoice(JsonObject choice) {
        // A refusal is the answer: another provider must not be asked until one gives in.
        refused |= choice.get("finish_reason") instanceof JsonString reason
                && reason.getString().equals("content_filter");
        JsonValue said = choice.containsKey("message") ? choice.get("message") : choice.get("delta");
        if (said instanceof JsonObject message) {
            seeText(index(choice), message.get("content"));
            refused |= isText(message.get("refusal"));
            calls |= isFilled(message.get("tool_calls"))
                    || isFilled(message.get("function_call"))
                    || isFilled(message.get("audio"));
        }
    }

    private static int index(JsonObject choice) {
        return choice.get("index") instanceof JsonNumber number ? number.intValue() : 0;
    }

    private void seeText(int choice, @Nullable JsonValue content) {
        if (content instanceof JsonString string) {
            visible |= !string.getString().isBlank();
            if (wantsJson) {
                texts.computeIfAbsent(choice, key -> new StringBuilder()).append(string.getString());
            }
        } else {
            visible |= isFilled(content);
        }
    }

    private static boolean isText(@Nullable JsonValue value) {
        return value instanceof JsonString string && !string.getString().isEmpty();
    }

    private static boolean isFilled(@Nullable JsonValue value) {
        return (value instanceof JsonArray array && !array.isEmpty())
                || (value instanceof JsonObject object && !object.isEmpty());
    }

    /** What is wrong with the answer; null when it can be used. */
    @Nullable
    String problem() {
        if (refused || calls) {
            return null;
        }
        if (!visible) {
            return "its answer has no visible text and no tool call";
        }
        return wantsJson && !texts.values().stream().allMatch(this::isJson)
                ? "its answer is not the JSON that response_format asks for"
                : null;
    }

    /** One document and nothing else: words around it, or a second one, make it something that no program reads. */
    private boolean isJson(CharSequence text) {
        try {
            return JsonSyntax.value(text.toString()) instanceof JsonObject || !wantsObject;
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}
