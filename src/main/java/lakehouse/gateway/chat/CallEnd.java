package lakehouse.gateway.chat;

import java.util.concurrent.atomic.AtomicBoolean;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLog;

/** Notes the end of a call once, whoever notices it first, and gives its place back. */
final class CallEnd {
    private final Call call;
    private final CallLog log;
    private final Runnable leave;
    private final AtomicBoolean over = new AtomicBoolean();

    /** @param leave gives the call's place back */
    CallEnd(Call call, CallLog log, Runnable leave) {
        this.call = call;
        this.log = log;
        this.leave = leave;
    }

    void answered() {
        end("ok", () -> log.ended(call));
    }

    /**
     * Notes that the client left.
     *
     * @return whether that is how the call ended
     */
    boolean clientGone() {
        return end(FailureKind.CLIENT_GONE.code(), () -> log.ended(call));
    }

    void failed(Failure failure) {
        end(failure.kind().code(), () -> log.failed(call, failure));
    }

    private boolean end(String outcome, Runnable line) {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            call.ended(outcome);
            // A server that stops waits for the places, and then for the lines it knows of.
            line.run();
            leave.run();
        }
        return first;
    }
}
