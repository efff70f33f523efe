package lakehouse.gateway.dispatch;

import jakarta.inject.Inject;
import java.time.Duration;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLedger;
import lakehouse.gateway.ledger.CallObservers;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.Timer;
import lakehouse.gateway.upstream.Cancellation;

/** Calls that the gateway makes by itself. Admission, retries, ladders, clocks and ledger hold as for any caller's. */
@Shared
public class InternalCalls {
    private static final Duration BUSY_WAIT = Duration.ofSeconds(2);
    private static final int BUSY_TRIES = 300;

    @Inject
    Dispatch dispatch;

    @Inject
    Admission admission;

    @Inject
    CallLedger ledger;

    @Inject
    CallObservers observers;

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
        try {
            return ask(body, call, cancellation);
        } catch (InvalidSettingException e) {
            throw Failure.of(FailureKind.PROVIDER_NOT_CONFIGURED, String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    private JsonDocument ask(JsonDocument body, Call call, Cancellation cancellation) {
        CallLife life = new CallLife(call, observers, admission.call());
        cancellation.onCancel(life::left);
        try {
            ledger.keep(call);
            JsonDocument answer = dispatch.whole(
                            new Inquiry(body, Inquiry.CHAT, null, body.string("model"), false), life)
                    .document();
            life.answered();
            return answer;
        } catch (GatewayException e) {
            life.failed(e.failure());
            throw e;
        } catch (RuntimeException e) {
            life.failed(Failure.of(FailureKind.INTERNAL_ERROR, "The gateway itself failed."));
            throw e;
        }
    }
}
