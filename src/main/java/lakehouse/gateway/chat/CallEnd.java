package lakehouse.gateway.chat;

import java.util.concurrent.atomic.AtomicBoolean;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLog;

/** Notes the end of a call once, whoever notices it first, and gives its place back. */
final class CallEnd {
    private final Call call;
    private final Runnable leave;
    private final AtomicBoolean over = new AtomicBoolean();

    /** @param leave gives the call's place back */
    CallEnd(Call call, Runnable leave) {
        this.call = call;
        this.leave = leave;
    }

    void answered() {
        if (end("ok")) {
            CallLog.ended(call);
        }
    }

    /**
     * Notes that the client left.
     *
     * @return whether that is how the call ended
     */
    boolean clientGone() {
        boolean first = end(FailureKind.CLIENT_GONE.code());
        if (first) {
            CallLog.ended(call);
        }
        return first;
    }

    void failed(Failure failure) {
        if (end(failure.kind().code())) {
            CallLog.failed(call, failure);
        }
    }

    private boolean end(String outcome) {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            call.ended(outcome);
            leave.run();
        }
        return first;
    }
}
