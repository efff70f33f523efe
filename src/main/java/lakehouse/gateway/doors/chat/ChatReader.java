package lakehouse.gateway.doors.chat;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Arrays;
import lakehouse.gateway.door.Names;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** Reads chat requests, and finds out whether they are some. */
final class ChatReader {
    private ChatReader() {}

    /**
     * Reads a request out of its body and checks it. A byte order mark before it is read over (RFC 8259, section 8.1).
     *
     * @throws GatewayException when it is no chat request
     */
    static Inquiry read(byte[] body) {
        try {
            return of(JsonDocument.parse(hasMark(body) ? Arrays.copyOfRange(body, 3, body.length) : body));
        } catch (MalformedJsonException e) {
            throw Failure.of(FailureKind.INVALID_REQUEST, "The request body cannot be read. " + e.getMessage())
                    .exception();
        }
    }

    private static boolean hasMark(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xef && body[1] == (byte) 0xbb && body[2] == (byte) 0xbf;
    }

    /**
     * Checks a request that was read already.
     *
     * @throws GatewayException when it is no chat request
     */
    static Inquiry of(JsonDocument body) {
        String repeated = body.repeatedName();
        if (repeated != null) {
            throw invalid(
                    Names.shown(repeated),
                    "The request has " + Names.shown(repeated)
                            + " twice: the gateway and the provider could each take another one. Give it once.");
        }
        if (body.firstCharacter("messages") != '[') {
            throw invalid(
                    "messages",
                    body.has("messages")
                            ? "messages must be a list."
                            : "The request has no messages. Give a list of them.");
        }
        JsonValue provider = body.value("provider");
        boolean selects = provider instanceof JsonString;
        if (provider != null && provider != JsonValue.NULL && !selects && body.firstCharacter("provider") != '{') {
            throw invalid("provider", "provider must be the id of a provider, or OpenRouter's routing object.");
        }
        return new Inquiry(
                body, Inquiry.CHAT, text(body, "provider", selects), text(body, "model", true), stream(body));
    }

    private static @Nullable String text(JsonDocument body, String name, boolean wanted) {
        JsonValue value = wanted ? body.value(name) : null;
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (!(value instanceof JsonString string) || string.getString().isBlank()) {
            throw invalid(name, name + " must be a text that is not empty.");
        }
        String wrong = Names.problem(string.getString());
        if (wrong != null) {
            throw invalid(name, name + wrong);
        }
        return string.getString();
    }

    private static boolean stream(JsonDocument body) {
        JsonValue value = body.value("stream");
        if (value == null || value == JsonValue.NULL || value == JsonValue.FALSE) {
            return false;
        }
        if (value == JsonValue.TRUE) {
            return true;
        }
        throw invalid("stream", "stream must be true or false.");
    }

    private static GatewayException invalid(String param, String message) {
        return Failure.ofParam(FailureKind.INVALID_REQUEST, param, message).exception();
    }
}
