package lakehouse.gateway.chat;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * A chat request that was read and found to be one.
 *
 * @param body the whole body as it came
 * @param selector {@code provider} when it is a text; null otherwise
 * @param model {@code model}; null when there is none
 * @param stream whether the caller wants a stream; the body decides, never {@code Accept}
 */
record ChatRequest(
        JsonDocument body,
        @Nullable String selector,
        @Nullable String model,
        boolean stream) {

    /**
     * Reads and checks a request.
     *
     * @param length the request's {@code Content-Length}; negative when it has none
     * @param limit bytes allowed
     * @throws GatewayException when it is too large or no chat request
     * @throws IOException when the client breaks off
     */
    static ChatRequest read(InputStream in, long length, int limit) throws IOException {
        // To the given length and not to the end: after "Upgrade: h2c" without HTTP2-Settings, Grizzly never reports
        // one.
        byte[] bytes = in.readNBytes(length < 0 ? limit : (int) Math.min(length, limit));
        if (bytes.length < length && length <= limit) {
            throw new EOFException("The body is shorter than its Content-Length.");
        }
        if (length > limit || (length < 0 && bytes.length == limit && in.read() >= 0)) {
            throw Failure.of(
                            FailureKind.REQUEST_TOO_LARGE,
                            "The request body is larger than " + limit + " bytes (gateway.chat.max-body).")
                    .exception();
        }
        try {
            return of(JsonDocument.parse(bytes));
        } catch (MalformedJsonException e) {
            throw Failure.of(FailureKind.INVALID_REQUEST, "The request body cannot be read. " + e.getMessage())
                    .exception();
        }
    }

    /**
     * Checks a request that was read already.
     *
     * @throws GatewayException when it is no chat request
     */
    static ChatRequest of(JsonDocument body) {
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
        return new ChatRequest(body, text(body, "provider", selects), text(body, "model", true), stream(body));
    }

    private static @Nullable String text(JsonDocument body, String name, boolean wanted) {
        JsonValue value = wanted ? body.value(name) : null;
        if (value == null || value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string && !string.getString().isBlank()) {
            return string.getString();
        }
        throw invalid(name, name + " must be a text that is not empty.");
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
