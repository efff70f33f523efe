package lakehouse.gateway.dispatch;

import java.util.concurrent.atomic.AtomicReference;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallObservers;
import lakehouse.gateway.upstream.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * How far a call has come, and how it ends: the only place that decides either, whichever thread comes first. A call waits,
 * its response may be opened, and then it is over, for one reason, which is noted once.
 */
public final class CallLife {
    private enum Phase {
        /** Nothing was said to the client. */
        WAITING,
        /** The response has begun. */
        OPENED,
        /** The call has ended, answered or not. */
        OVER
    }

    private final Call call;
    private final CallObservers observers;
    private final Runnable leave;
    private final Cancellation cancellation = new Cancellation();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

    /** @param leave gives the call's place back */
    public CallLife(Call call, CallObservers observers, Runnable leave) {
        this.call = call;
        this.observers = observers;
        this.leave = leave;
    }

    /** The call. */
    public Call call() {
        return call;
    }

    /** Who is told of it. */
    CallObservers observers() {
        return observers;
    }

    /** Says to the attempts that nobody wants the answer any more. */
    Cancellation cancellation() {
        return cancellation;
    }

    /** Opens the response. Only who is told true may write its head. */
    public boolean open() {
        return phase.compareAndSet(Phase.WAITING, Phase.OPENED);
    }

    /** Whether the call has ended. */
    public boolean isOver() {
        return phase.get() == Phase.OVER;
    }

    /** The whole answer is with the client. */
    public void answered() {
        end("ok", null);
    }

    /** The client left. What is under way for it is cancelled. */
    public void left() {
        if (end(FailureKind.CLIENT_GONE.code(), null) != Phase.OVER) {
            cancellation.cancel();
        }
    }

    /**
     * The call failed.
     *
     * @return whether the client has heard nothing yet, so that the failure can be the response
     */
    public boolean failed(Failure failure) {
        return end(failure.kind().code(), failure) == Phase.WAITING;
    }

    private Phase end(String outcome, @Nullable Failure failure) {
        Phase before = phase.getAndSet(Phase.OVER);
        if (before != Phase.OVER) {
            call.ended(outcome);
            // A server that stops waits for the places, and then for the lines it knows of.
            observers.ended(call, failure);
            leave.run();
        }
        return before;
    }
}
