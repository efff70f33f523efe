package lakehouse.gateway.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BiConsumer;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.ledger.Call;

/** Who answered, and under which id: the headers of every response. */
public final class CallHeaders {
    private CallHeaders() {}

    /**
     * Gives the headers of a response.
     *
     * @param call as far as it has come
     * @param out takes name and value of each
     */
    public static void put(Call call, BiConsumer<String, String> out) {
        out.accept("x-request-id", call.requestId());
        out.accept("x-gateway-provider", call.provider());
        out.accept("x-gateway-model", headerValue(call.model()));
        out.accept("x-gateway-attempts", String.valueOf(call.attempts()));
        call.limits().forEach(out);
        String ladder = call.ladder();
        if (ladder != null) {
            out.accept("x-gateway-ladder", headerValue(ladder));
            out.accept("x-gateway-rung", String.valueOf(call.rung()));
        }
    }

    /**
     * Refuses a request.
     *
     * @throws IOException when the client is gone
     */
    static void refuse(Call call, Failure failure, HttpServletResponse response) throws IOException {
        put(call, response::setHeader);
        FailureRenderer.reply(failure, call.requestId(), 0).writeTo(response);
    }

    /** A model's name comes from the caller: outside printable ASCII it would break, or forge, a header. */
    private static String headerValue(String text) {
        if (text.chars().allMatch(CallHeaders::isPrintable)) {
            return text;
        }
        StringBuilder value = new StringBuilder(text.length());
        text.chars().forEach(letter -> value.append(isPrintable(letter) ? (char) letter : '?'));
        return value.toString();
    }

    private static boolean isPrintable(int letter) {
        return letter > ' ' && letter <= '~';
    }
}
