package lakehouse.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLedger;
import lakehouse.gateway.ledger.CallObserver;
import lakehouse.gateway.ledger.CallObservers;
import lakehouse.gateway.ledger.CallRecord;
import lakehouse.gateway.upstream.Cancellation;
import lakehouse.gateway.upstream.ScriptedUpstream.Script;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InternalCallsTest {
    private final Dispatching calls = new Dispatching("a", "b");
    private final InternalCalls internal = new InternalCalls();
    private final Cancellation cancellation = new Cancellation();
    private final List<CallRecord> ended = new ArrayList<>();
    private final Call call = new Call("call-1", calls.timer);

    InternalCallsTest() {
        internal.dispatch = calls.dispatch;
        internal.admission = calls.admission();
        internal.ledger = new CallLedger();
        internal.timer = calls.timer;
        internal.observers = CallObservers.of(new CallObserver() {
            @Override
            public void ended(CallRecord record, @Nullable Failure failure) {
                ended.add(record);
            }
        });
    }

    @Test
    void answersAsAnyCallerIsAnswered() {
        calls.ladder("a/m", "b/n");
        calls.upstream.on("a/m", Dispatching.error(402, "Out of credit.")).on("b/n", Dispatching.whole("From b."));

        assertThat(ask("ladder/l").text()).contains("From b.");
        assertThat(ended).singleElement().satisfies(record -> {
            assertThat(record.outcome()).isEqualTo("ok");
            assertThat(record.rung()).isEqualTo(2);
        });
        assertThat(internal.ledger.find("call-1", "none")).isPresent();
    }

    @Test
    void tellsWhyThereIsNoAnswer() {
        calls.upstream.on("a/m", Dispatching.error(402, "Out of credit."));

        assertThat(Dispatching.failure(() -> ask("a/m")).kind()).isEqualTo(FailureKind.UPSTREAM_QUOTA_EXHAUSTED);
        assertThat(ended).singleElement().extracting(CallRecord::outcome).isEqualTo("upstream_quota_exhausted");
        assertThat(internal.admission.drain()).as("no call in flight").isTrue();
    }

    @Test
    void endsWithItsCancellation() {
        calls.upstream.on("a/m", Script.reply(200, "{").then(cancellation::cancel));

        assertThat(Dispatching.failure(() -> ask("a/m")).kind()).isEqualTo(FailureKind.CLIENT_GONE);
        assertThat(ended).singleElement().extracting(CallRecord::outcome).isEqualTo("client_gone");
    }

    @Test
    void waitsForAPlaceTenMinutesAtMost() {
        calls.with("gateway.max-concurrent-calls", "1");
        Runnable other = internal.admission.call();

        assertThat(Dispatching.failure(() -> ask("a/m")).kind()).isEqualTo(FailureKind.GATEWAY_BUSY);
        assertThat(calls.took()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        other.run();
    }

    @Test
    void goesOnWhenAPlaceIsFree() {
        calls.with("gateway.max-concurrent-calls", "1");
        calls.upstream.on("a/m", Dispatching.whole("Hello."));
        calls.timer.later(Duration.ofSeconds(5).toNanos(), internal.admission.call());

        assertThat(ask("a/m").text()).contains("Hello.");
        assertThat(calls.took()).isEqualTo(Duration.ofSeconds(6));
    }

    private JsonDocument ask(String model) {
        return internal.answerPatiently(Dispatching.inquiry(model, false).body(), call, cancellation);
    }
}
