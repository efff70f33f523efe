package lakehouse.gateway.chat;

import jakarta.inject.Inject;
import java.time.Duration;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLedger;
import lakehouse.gateway.ledger.CallLog;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.Timer;
import lakehouse.gateway.upstream.Cancellation;

/** Chat calls that the gateway makes by itself. Admission, retries, ladders, clocks and ledger hold as for any caller's. */
@Shared
public class ChatCalls {
    private static final Duration BUSY_WAIT = Duration.ofSeconds(2);
    private static final int BUSY_TRIES = 300;

    @Inject
    ChatDispatch dispatch;

    @Inject
    Admission admission;

    @Inject
    CallLedger ledger;

    @Inject
    CallLog log;

    @Inject
    Timer timer;

    /** As {@link #answer}. A gateway with no place left has asked nobody yet: unattended work waits, ten minutes at most. */
    public JsonDocument answerPatiently(JsonDocument body, Call call, Cancellation cancellation) {
        for (int tries = 1; ; tries++) {
            try {
                return answer(body, call, cancellation);
            } catch (GatewayException e) {
                boolean busy = e.failure().kind() == FailureKind.GATEWAY_BUSY && call.attempts() == 0;
                if (!busy || tries == BUSY_TRIES || !cancellation.await(BUSY_WAIT, timer)) {
                    throw e;
                }
            }
        }
    }

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
