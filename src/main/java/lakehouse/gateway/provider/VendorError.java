package lakehouse.gateway.provider;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.function.UnaryOperator;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's error body says, whatever its shape: an object under {@code error}, a text under {@code error}, the same
 * at the top level, or no JSON at all.
 *
 * @param message the vendor's words
 * @param type its error type; null when it gave none
 * @param code its error code, a number made text; null when it gave none
 * @param param the request field it blames; null when it gave none
 */
public record VendorError(
        String message,
        @Nullable String type,
        @Nullable String code,
        @Nullable String param) {
    private static final int EXCERPT = 500;

    /** Reads an error body. */
    public static VendorError of(String body) {
        try {
            return of(JsonSyntax.object(body));
        } catch (MalformedJsonException e) {
            return new VendorError(excerpt(body), null, null, null);
        }
    }

    /** Reads an error object. */
    public static VendorError of(JsonObject body) {
        if (body.get("error") instanceof JsonObject error) {
            return fields(error);
        }
        if (body.get("error") instanceof JsonString text) {
            return new VendorError(text.getString(), null, null, null);
        }
        return fields(body);
    }

    /** The same error with each of its texts changed. */
    VendorError changed(UnaryOperator<String> change) {
        return new VendorError(
                change.apply(message), changed(type, change), changed(code, change), changed(param, change));
    }

    private static @Nullable String changed(@Nullable String text, UnaryOperator<String> change) {
        return text == null ? null : change.apply(text);
    }

    private static VendorError fields(JsonObject error) {
        String message = text(error.get("message"));
        return new VendorError(
                message == null ? excerpt(error.toString()) : message,
                text(error.get("type")),
                text(error.get("code")),
                text(error.get("param")));
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString().isEmpty() ? null : string.getString();
        }
        return value instanceof JsonNumber number ? number.toString() : null;
    }

    private static String excerpt(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "(empty answer)";
        }
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }
}
