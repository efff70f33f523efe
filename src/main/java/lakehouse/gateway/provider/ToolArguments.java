package lakehouse.gateway.provider;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** The arguments of a tool call: a text in the common form, an object with providers of other dialects. */
public final class ToolArguments {
    private ToolArguments() {}

    /**
     * The object for a provider. A model may have written arguments that are no JSON object, and the caller can only send
     * them back as they are, so they are wrapped instead of refused.
     */
    public static JsonObject object(@Nullable JsonValue arguments) {
        if (arguments instanceof JsonObject object) {
            return object;
        }
        String text = arguments instanceof JsonString string ? string.getString() : "";
        if (text.isBlank()) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        try {
            return JsonSyntax.object(text);
        } catch (MalformedJsonException e) {
            return JsonParts.object().add("arguments", text).build();
        }
    }

    /** The text for a caller. */
    public static String text(@Nullable JsonValue arguments) {
        if (arguments instanceof JsonString string) {
            return string.getString();
        }
        return arguments instanceof JsonObject object ? object.toString() : "{}";
    }
}
