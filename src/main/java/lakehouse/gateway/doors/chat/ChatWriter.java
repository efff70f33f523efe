package lakehouse.gateway.doors.chat;

import java.io.IOException;
import lakehouse.gateway.door.AnswerWriter;
import lakehouse.gateway.door.Sink;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.ledger.CallRecord;
import lakehouse.gateway.provider.Chunk;

/**
 * Writes answers in the common form, which is this door's language. Past the commit point a failure is an error event with no
 * finish chunk and no {@code [DONE]} after it, which OpenAI's SDKs raise as an error.
 */
final class ChatWriter implements AnswerWriter {
    /** It keeps nothing, so there is one. */
    static final ChatWriter WRITER = new ChatWriter();

    private static final String DONE = "[DONE]";

    private ChatWriter() {}

    @Override
    public byte[] whole(JsonDocument answer) {
        return answer.bytes();
    }

    @Override
    public void chunk(Chunk chunk, Sink out) throws IOException {
        out.event(null, String.valueOf(chunk.json()));
    }

    @Override
    public void warning(String words, Sink out) throws IOException {
        out.comment("x-gateway-warning: " + words);
    }

    @Override
    public void end(Sink out) throws IOException {
        out.event(null, DONE);
    }

    /** The event's name is for clients that look no further: langchain4j takes what came before for the whole without it. */
    @Override
    public void failure(Failure failure, CallRecord call, Sink out) throws IOException {
        out.event(
                "error",
                FailureRenderer.event(failure, call.requestId(), call.attempts(), FailedTrail.of(call))
                        .toString());
    }

    @Override
    public void ping(Sink out) throws IOException {
        out.comment("");
    }
}
