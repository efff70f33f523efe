package lakehouse.gateway.providers.ollama;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import lakehouse.gateway.json.JsonParts;

/**
 * How long Ollama keeps a model loaded: a number of seconds, below zero for ever, or a text with units. A number as text,
 * such as {@code "-1"}, is refused for its missing unit.
 */
final class KeepAlive {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,12}(\\.\\d{1,9})?");
    private static final Pattern DURATION =
            Pattern.compile("[+-]?(\\d{1,12}(\\.\\d{0,9})?(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+");

    private KeepAlive() {}

    /** As the server reads it. */
    static JsonValue of(JsonValue given) {
        return given instanceof JsonString text ? of(text.getString()) : given;
    }

    /** As {@link #of(JsonValue)}, of a setting. */
    static JsonValue of(String given) {
        String text = given.strip();
        return NUMBER.matcher(text).matches() ? JsonParts.number(new BigDecimal(text)) : JsonParts.text(text);
    }

    /** Whether the server can read it. */
    static boolean isValid(String given) {
        String text = given.strip();
        return NUMBER.matcher(text).matches() || DURATION.matcher(text).matches();
    }
}
