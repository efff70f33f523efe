package lakehouse.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallObserver;
import lakehouse.gateway.ledger.CallObservers;
import lakehouse.gateway.ledger.CallRecord;
import lakehouse.gateway.threads.VirtualTimer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallLifeTest {
    private static final Failure FAILURE = Failure.of(FailureKind.UPSTREAM_ERROR, "It failed.");

    private final List<String> ended = new ArrayList<>();
    private final AtomicInteger left = new AtomicInteger();
    private final CallLife life = new CallLife(
            new Call("call-1", new VirtualTimer()),
            CallObservers.of(new CallObserver() {
                @Override
                public void ended(CallRecord call, @Nullable Failure failure) {
                    synchronized (ended) {
                        ended.add(call.outcome());
                    }
                }
            }),
            left::incrementAndGet);

    @Test
    void endsOnceAndForTheFirstReason() {
        life.left();
        life.answered();
        life.failed(FAILURE);
        life.left();

        assertThat(ended).containsExactly("client_gone");
        assertThat(left).as("gives the place back once").hasValue(1);
        assertThat(life.isOver()).isTrue();
    }

    @Test
    void letsAFailureBeTheResponseOnlyWhereNothingWasSaid() {
        assertThat(life.failed(FAILURE)).isTrue();
        assertThat(life.open()).as("too late").isFalse();
        assertThat(life.failed(FAILURE)).isFalse();
    }

    @Test
    void letsNoFailureBeTheResponseThatHasBegun() {
        assertThat(life.open()).isTrue();
        assertThat(life.open()).isFalse();

        assertThat(life.failed(FAILURE)).isFalse();
        assertThat(ended).containsExactly("upstream_error");
    }

    @Test
    void cancelsWhatIsUnderWayForAClientThatLeft() {
        life.left();

        assertThat(life.cancellation().isCancelled()).isTrue();
    }

    @Test
    void cancelsNothingOfACallThatIsOver() {
        life.answered();
        life.left();

        assertThat(life.cancellation().isCancelled()).isFalse();
    }

    @Test
    void endsOnceHoweverManyThreadsEndIt() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                life.left();
            });
            thread.start();
            threads.add(thread);
        }

        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(ended).hasSize(1);
        assertThat(left).hasValue(1);
    }
}
