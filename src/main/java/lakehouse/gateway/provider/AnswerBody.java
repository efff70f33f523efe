package lakehouse.gateway.provider;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;

/** The body of an answer in one piece. What is no JSON at all, such as a page of HTML, says in words why there is no answer. */
public final class AnswerBody {
    private AnswerBody() {}

    /**
     * Reads a body.
     *
     * @param failure what the provider's words mean
     * @throws MalformedJsonException when it is no JSON; with its words, if it has any
     * @throws lakehouse.gateway.failure.GatewayException when the words are known to stand for an error
     */
    public static JsonDocument read(byte[] body, ProviderSettings provider, Function<UpstreamReply, Failure> failure)
            throws MalformedJsonException {
        try {
            return JsonDocument.parse(body);
        } catch (MalformedJsonException e) {
            String text = new String(body, StandardCharsets.UTF_8).strip();
            if (text.isEmpty() || text.startsWith("{")) {
                throw e;
            }
            String shown = provider.redact(text);
            int status = ErrorInAnswer.status(shown);
            if (status == ErrorInAnswer.UNKNOWN) {
                throw new MalformedJsonException("It says: " + ErrorText.words(shown));
            }
            throw failure.apply(new UpstreamReply(status, shown, null, null)).exception();
        }
    }
}
