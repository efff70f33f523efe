package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's error body says, whatever its shape: an object or a text under {@code error}, a list of errors,
 * FastAPI's {@code detail}, {@code code} and {@code msg} at the top level, JSON inside a text, a page of HTML, or no
 * markup at all.
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
    private static final List<String> MESSAGE = List.of(
            "message",
            "msg",
            "error_msg",
            "error_message",
            "errorMessage",
            "status_msg",
            "error_description",
            "faultstring",
            "Message",
            "title");
    private static final List<String> TYPE = List.of("type", "error_type", "status");
    private static final List<String> CODE =
            List.of("code", "error_code", "errorCode", "errcode", "status_code", "Code");

    /** Members that hold the error, outermost first. */
    private static final List<String> HOLDERS = List.of("error", "errors", "detail", "base_resp", "fault", "Error");

    /** A vendor's error holds another vendor's, which holds a third's: deeper than this it is no error any more. */
    private static final int DEEPEST = 4;

    /** Reads an error body. */
    public static VendorError of(String body) {
        return of(body, DEEPEST);
    }

    private static VendorError of(String body, int depth) {
        String text = ErrorText.payload(body);
        try {
            if (text.startsWith("[") && JsonSyntax.value(text) instanceof JsonArray list) {
                VendorError first = first(list, depth);
                return first == null ? words(text) : first;
            }
            return of(JsonSyntax.object(text), depth);
        } catch (MalformedJsonException e) {
            return words(body);
        }
    }

    /** Reads an error object. */
    public static VendorError of(JsonObject body) {
        return of(body, DEEPEST);
    }

    private static VendorError of(JsonObject body, int depth) {
        VendorError found = held(body, depth);
        return found == null ? words(body.toString()) : found;
    }

    /** What an object says; null when it says nothing. */
    private static @Nullable VendorError held(JsonObject body, int depth) {
        VendorError own = own(body, depth);
        for (String name : HOLDERS) {
            JsonValue value = body.get(name);
            if (value instanceof JsonObject inner && depth > 0) {
                VendorError found = held(inner, depth - 1);
                if (found != null || name.equals("error")) {
                    return found == null ? or(own, words(inner.toString())) : found.with(own);
                }
            } else if (value instanceof JsonArray list && depth > 0) {
                VendorError found = first(list, depth - 1);
                if (found != null) {
                    return found.with(own);
                }
            } else if (value instanceof JsonString said && !said.getString().isBlank()) {
                return said(said.getString(), own, body, depth);
            }
        }
        return own;
    }

    private static VendorError or(@Nullable VendorError one, VendorError other) {
        return one == null ? other : one;
    }

    /** A text under {@code error}: the words themselves, or a word for what {@code message} explains. */
    private static VendorError said(String text, @Nullable VendorError own, JsonObject body, int depth) {
        if (own == null) {
            VendorError inner = spoken(text, depth);
            return new VendorError(
                    inner.message(),
                    inner.type() == null ? text(body, TYPE) : inner.type(),
                    inner.code() == null ? text(body, CODE) : inner.code(),
                    inner.param());
        }
        if (own.message().contains(text)) {
            return own;
        }
        return text.matches("[\\w.-]+")
                ? new VendorError(own.message(), own.type(), own.code() == null ? text : own.code(), own.param())
                : new VendorError(text + ": " + own.message(), own.type(), own.code(), own.param());
    }

    /** The fields of the object itself; null when it has no words. */
    private static @Nullable VendorError own(JsonObject error, int depth) {
        String message = text(error, MESSAGE);
        if (message == null) {
            return null;
        }
        VendorError wrapped = spoken(message, depth);
        String place = error.get("loc") instanceof JsonArray loc ? place(loc) : null;
        return new VendorError(
                place == null ? wrapped.message() : wrapped.message() + " (" + place + ")",
                wrapped.type() == null ? text(error, TYPE) : wrapped.type(),
                wrapped.code() == null ? text(error, CODE) : wrapped.code(),
                wrapped.param() == null ? JsonParts.string(error, "param") : wrapped.param());
    }

    private static String place(JsonArray loc) {
        return loc.stream()
                .map(part -> part instanceof JsonString name ? name.getString() : part.toString())
                .collect(Collectors.joining("."));
    }

    /** The first of a list that says something, be it an object or a text. */
    private static @Nullable VendorError first(JsonArray list, int depth) {
        for (JsonValue value : list) {
            VendorError found = value instanceof JsonObject object
                    ? held(object, depth)
                    : value instanceof JsonString said ? spoken(said.getString(), depth) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** This error, with what it lacks taken from the object around it. */
    private VendorError with(@Nullable VendorError around) {
        return around == null
                ? this
                : new VendorError(
                        message,
                        type == null ? around.type() : type,
                        code == null ? around.code() : code,
                        param == null ? around.param() : param);
    }

    /** A text of a member: to the letter, but for another error or a page that it holds. */
    private static VendorError spoken(String text, int depth) {
        String start = text.stripLeading();
        if (start.startsWith("{") && depth > 0) {
            try {
                return of(JsonSyntax.object(text), depth - 1);
            } catch (MalformedJsonException e) {
                return new VendorError(text, null, null, null);
            }
        }
        return start.startsWith("<") ? words(text) : new VendorError(text, null, null, null);
    }

    private static VendorError words(String text) {
        return new VendorError(ErrorText.words(text), null, null, null);
    }

    /** The same error with each of its texts changed. */
    VendorError changed(UnaryOperator<String> change) {
        return new VendorError(
                change.apply(message), changed(type, change), changed(code, change), changed(param, change));
    }

    private static @Nullable String changed(@Nullable String text, UnaryOperator<String> change) {
        return text == null ? null : change.apply(text);
    }

    private static @Nullable String text(JsonObject error, List<String> names) {
        for (String name : names) {
            String text = ErrorText.scalar(error.get(name));
            if (text != null && !(names == TYPE && text.matches("\\d+"))) {
                return text;
            }
        }
        return null;
    }
}
