package lakehouse.gateway.door;

import java.io.IOException;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.ledger.CallRecord;
import lakehouse.gateway.provider.Chunk;

/** Writes one answer in a caller's language. For one thread, but for {@link #ping}. Does no I/O but through the sink. */
public interface AnswerWriter {
    /** The body of an answer in one piece. */
    byte[] whole(JsonDocument answer);

    /**
     * A chunk of a stream.
     *
     * @throws IOException when the client is gone, here as in what follows
     */
    void chunk(Chunk chunk, Sink out) throws IOException;

    /** Something to be said about the answer, when the headers are long gone. */
    void warning(String words, Sink out) throws IOException;

    /** The end of a whole answer. */
    void end(Sink out) throws IOException;

    /** The end of an answer that is not whole and never will be. */
    void failure(Failure failure, CallRecord call, Sink out) throws IOException;

    /** A sign of life, which is no part of an answer. Comes from any thread, between two of the above. */
    void ping(Sink out) throws IOException;
}
