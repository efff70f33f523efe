package lakehouse.gateway.door;

import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.dispatch.Dispatching;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLedger;
import lakehouse.gateway.ledger.CallObserver;
import lakehouse.gateway.ledger.CallObservers;
import lakehouse.gateway.ledger.CallRecord;
import lakehouse.gateway.threads.CallExecutor;
import org.jspecify.annotations.Nullable;

/** Calls through doors, without a server. Time passes only where it is waited for. */
public final class DoorFixture {
    final List<CallRecord> ended = new ArrayList<>();
    final Conversation conversation = new Conversation();
    private final Dispatching calls;

    /** Runs what is due at once, where time passes. */
    private static final class OnTheSameThread extends CallExecutor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    /**
     * What a client got.
     *
     * @param status of HTTP
     * @param body all of it
     */
    public record Got(int status, String body) {}

    public DoorFixture(Dispatching calls) {
        this.calls = calls;
        conversation.settings = calls.settings();
        conversation.dispatch = calls.dispatch;
        conversation.admission = calls.admission();
        conversation.ledger = new CallLedger();
        conversation.observers = CallObservers.of(new CallObserver() {
            @Override
            public void ended(CallRecord call, @Nullable Failure failure) {
                ended.add(call);
            }
        });
        conversation.timer = calls.timer;
        conversation.executor = new OnTheSameThread();
        conversation.silence = new SilenceWatch();
        conversation.silence.timer = calls.timer;
        conversation.silence.executor = conversation.executor;
        conversation.silence.start();
        conversation.clients = new ClientWatch();
    }

    /** Handles a request. */
    public Got handle(FrontDoor door, String request) {
        FakeExchange exchange = new FakeExchange(request, new Call("call-1", calls.timer));
        conversation.handle(door, exchange.exchange);
        return new Got(exchange.status(), exchange.body());
    }
}
