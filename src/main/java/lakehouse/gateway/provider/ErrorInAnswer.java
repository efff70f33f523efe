package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.function.Function;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** Errors that come where an answer should be, after status 200. Some front ends commit to it before they know better. */
public final class ErrorInAnswer {
    /** For an error that gives no status of its own. */
    public static final int UNKNOWN = 500;

    private static final List<String> WORDS =
            List.of("message", "msg", "error_msg", "error_message", "errorMessage", "error_description");
    private static final List<String> NUMBERS =
            List.of("code", "status", "status_code", "statusCode", "error_code", "errcode", "errorCode");

    private ErrorInAnswer() {}

    /** Whether an answer, or an event of one, is an error: it says so, or it has words of one where its choices should be. */
    public static boolean isError(JsonObject answer) {
        if (answer.get("error") instanceof JsonObject || says(answer.get("error"))) {
            return true;
        }
        if (answer.get("choices") instanceof JsonArray choices && !choices.isEmpty()) {
            return false;
        }
        if ("error".equals(JsonParts.string(answer, "object")) || "error".equals(JsonParts.string(answer, "type"))) {
            return true;
        }
        return answer.get("usage") instanceof JsonObject ? false : looksLikeOne(answer);
    }

    private static boolean looksLikeOne(JsonObject answer) {
        if (answer.get("success") == JsonValue.FALSE || says(answer.get("detail")) || says(answer.get("errors"))) {
            return true;
        }
        if (answer.get("base_resp") instanceof JsonObject base && number(base, "status_code") != 0) {
            return true;
        }
        boolean words = WORDS.stream().anyMatch(name -> JsonParts.string(answer, name) != null);
        return words && NUMBERS.stream().anyMatch(name -> isBad(answer.get(name)));
    }

    /** A code or a state that stands for no success. */
    private static boolean isBad(@Nullable JsonValue value) {
        if (value instanceof JsonNumber number) {
            int code = number.intValue();
            return code != 0 && (code < 200 || code > 299);
        }
        return value instanceof JsonString text
                && !text.getString().isBlank()
                && !text.getString().matches("(?i)0+|2\\d\\d|ok|success|succeeded|queued|in_progress|processing");
    }

    private static int number(JsonObject object, String name) {
        return object.get(name) instanceof JsonNumber number ? number.intValue() : 0;
    }

    private static boolean says(@Nullable JsonValue value) {
        if (value instanceof JsonString text) {
            return !text.getString().isBlank();
        }
        if (value instanceof JsonObject object) {
            return !object.isEmpty();
        }
        return value instanceof JsonArray list ? !list.isEmpty() : value == JsonValue.TRUE;
    }

    /** The failure that an error in an answer is, as if it had come in time. */
    public static GatewayException exception(
            String text, ProviderSettings provider, Function<UpstreamReply, Failure> failure) {
        String shown = provider.redact(text);
        return failure.apply(new UpstreamReply(status(shown), shown, null, null))
                .exception();
    }

    /** The status that an error would have had, had it come in time: the one it names, or the one that its words stand for. */
    public static int status(String body) {
        VendorError error = VendorError.of(body);
        ErrorSigns signs = ErrorSigns.of(body, error);
        return signs.status() != 0 ? signs.status() : FailureClassifier.statusOfWords(error, signs);
    }
}
