package lakehouse.gateway.chat;

import jakarta.inject.Inject;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLedger;
import lakehouse.gateway.ledger.CallLog;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.upstream.Cancellation;

/** Chat calls that the gateway makes by itself. Admission, retries, ladders, clocks and ledger hold as for any caller's. */
@Shared
public class ChatCalls {
    @Inject
    ChatDispatch dispatch;

    @Inject
    Admission admission;

    @Inject
    CallLedger ledger;

    @Inject
    CallLog log;

    /**
     * Makes a call and waits for its whole answer.
     *
     * @param body a chat request that asks for no stream
     * @param call filled on the way: who answered, what it used, how it ended
     * @param cancellation ends the call from another thread
     * @return the answer in the common form
     * @throws GatewayException when there is none
     */
    public JsonDocument answer(JsonDocument body, Call call, Cancellation cancellation) {
        CallEnd end = new CallEnd(call, log, admission.call());
        try {
            ledger.keep(call);
            Answer answer = dispatch.dispatch(ChatRequest.of(body), call, cancellation);
            if (answer instanceof Answer.Whole whole) {
                end.answered();
                return whole.document();
            }
            throw new IllegalArgumentException("The request asks for a stream.");
        } catch (GatewayException e) {
            end.failed(e.failure());
            throw e;
        } catch (RuntimeException e) {
            end.failed(Failure.of(FailureKind.INTERNAL_ERROR, "The gateway itself failed."));
            throw e;
        }
    }
}
