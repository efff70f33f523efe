package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * Content as one text, for providers that take nothing else in that place. Tools give results as objects, numbers and lists
 * too, whatever the specification says, and clients pass them on.
 */
public final class ContentText {
    private ContentText() {}

    /**
     * The text of a content in any form: texts as they are, those of a list on lines of their own, and what is no text as the
     * JSON that it is. Empty when there is nothing.
     */
    public static String of(@Nullable JsonValue content) {
        if (content == null || content == JsonValue.NULL) {
            return "";
        }
        if (!(content instanceof JsonArray items)) {
            return item(content);
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue item : items) {
            if (item != JsonValue.NULL) {
                texts.add(item(item));
            }
        }
        return String.join("\n", texts);
    }

    private static String item(JsonValue item) {
        if (item instanceof JsonString text) {
            return text.getString();
        }
        if (item instanceof JsonObject part) {
            String type = JsonParts.textOf(part, "type");
            if ((type.equals("text") || type.equals("refusal")) && part.get(type) instanceof JsonString text) {
                return text.getString();
            }
        }
        return item.toString();
    }

    /** Whether a text has nothing to read, in any of Unicode's blanks, among them the no-break space. */
    public static boolean isBlank(CharSequence text) {
        return text.chars()
                .allMatch(character ->
                        Character.isWhitespace(character) || Character.isSpaceChar(character) || character == '\u0085');
    }
}
