package lakehouse.gateway.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import lakehouse.gateway.config.MapSettings;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallExecutorTest {
    private final CallExecutor executor = new CallExecutor();
    private Supplier<Throwable> trouble = () -> null;

    /** A server's threads, until there is trouble. */
    private final class Threads implements ManagedThreadFactory {
        @Override
        public Thread newThread(Runnable task) {
            sneak(trouble.get());
            return new Thread(task);
        }

        @Override
        public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
            throw new UnsupportedOperationException();
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable trouble) throws T {
        if (trouble != null) {
            throw (T) trouble;
        }
    }

    @AfterEach
    void stop() {
        executor.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unable to create native thread", "a closed factory"})
    void aCallThatCannotBeRunIsToldSoAtOnce(String cause) throws Exception {
        start("3");
        trouble = () -> cause.startsWith("unable") ? new OutOfMemoryError(cause) : new IllegalStateException(cause);

        var refused = catchThrowableOfType(GatewayException.class, () -> executor.execute(() -> {}));

        assertThat(refused.failure().kind()).isEqualTo(FailureKind.GATEWAY_BUSY);
        assertThat(FailureKind.GATEWAY_BUSY.status()).isEqualTo(429);

        trouble = () -> null;
        var ran = new CountDownLatch(3);
        for (var i = 0; i < 3; i++) {
            executor.execute(ran::countDown);
        }
        assertThat(ran.await(10, TimeUnit.SECONDS))
                .as("a failed start costs no place")
                .isTrue();
    }

    @Test
    void aCallBeyondTheThreadsIsRefused() {
        start("1");
        var release = new CountDownLatch(1);
        executor.execute(() -> await(release));

        var refused = catchThrowableOfType(GatewayException.class, () -> executor.execute(() -> {}));
        release.countDown();

        assertThat(refused.failure().kind()).isEqualTo(FailureKind.GATEWAY_BUSY);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(String threads) {
        executor.settings =
                new MapSettings().set("gateway.threads.max", threads).settings();
        executor.serverThreads = new Threads();
        executor.start();
    }
}
