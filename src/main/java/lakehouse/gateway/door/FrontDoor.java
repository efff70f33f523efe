package lakehouse.gateway.door;

import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureReply;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.ledger.CallRecord;

/**
 * A language on the callers' side: what a request says, and how an answer and an error are written. A CDI bean without state,
 * which does no I/O; its addresses are a class of its own, which hands each request to the {@link Conversation}.
 */
public interface FrontDoor {
    /**
     * Reads a request out of its body and checks it.
     *
     * @throws lakehouse.gateway.failure.GatewayException when it is none in this language
     */
    Inquiry read(byte[] body);

    /** A writer for one answer. */
    AnswerWriter writer(Inquiry inquiry);

    /** The response for a failure before the commit point. */
    FailureReply refusal(Failure failure, CallRecord call);
}
