package lakehouse.gateway.provider;

import java.util.function.Consumer;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.upstream.ServerSentEvent;
import lakehouse.gateway.upstream.UpstreamRequest;

/** Translates one attempt, there and back. Made for each attempt, for one thread, may keep state. Does no I/O. */
public interface ChatTranslator {
    /** The request as it shall leave. */
    UpstreamRequest request();

    /**
     * A whole answer in the common form.
     *
     * @param body the provider's 2xx body
     * @return the answer; what was not translated is unchanged to the letter
     * @throws MalformedJsonException when the body is no answer
     * @throws lakehouse.gateway.failure.GatewayException when the body is an error in spite of its status
     */
    JsonDocument reply(byte[] body) throws MalformedJsonException;

    /**
     * One event of a stream in the common form.
     *
     * @param event the provider's event; never a comment
     * @param out takes the chunks it becomes, none or several, in order
     * @throws MalformedJsonException when the event cannot be read
     * @throws lakehouse.gateway.failure.GatewayException when the event reports an error
     */
    void event(ServerSentEvent event, Consumer<Chunk> out) throws MalformedJsonException;

    /**
     * The stream is over, and had no end mark: what was held back until then.
     *
     * @throws lakehouse.gateway.failure.GatewayException when the answer turns out not to be whole
     */
    default void end(Consumer<Chunk> out) throws MalformedJsonException {}

    /** How far the stream has come, by the last event. */
    default Progress progress() {
        return Progress.ANSWERING;
    }

    /** The failure that an answer outside 2xx is. */
    Failure failure(UpstreamReply reply);
}
