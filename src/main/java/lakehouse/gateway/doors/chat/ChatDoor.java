package lakehouse.gateway.doors.chat;

import lakehouse.gateway.door.AnswerWriter;
import lakehouse.gateway.door.FrontDoor;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.failure.FailureReply;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.ledger.CallRecord;
import lakehouse.gateway.platform.Shared;

/** OpenAI's chat completions. */
@Shared
public class ChatDoor implements FrontDoor {
    @Override
    public Inquiry read(byte[] body) {
        return ChatReader.read(body);
    }

    @Override
    public AnswerWriter writer(Inquiry inquiry) {
        return ChatWriter.WRITER;
    }

    @Override
    public FailureReply refusal(Failure failure, CallRecord call) {
        return FailureRenderer.reply(failure, call.requestId(), call.attempts(), FailedTrail.of(call));
    }
}
