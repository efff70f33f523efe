package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CachedTest {
    // The clock of a JVM may start anywhere, also just before it overflows.
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void makesTheValueAnewWhenItIsTooOld() {
        Cached<Integer> cached = new Cached<>(Duration.ofNanos(100), made::incrementAndGet, nanos::get);

        assertThat(cached.get()).isEqualTo(1);
        nanos.addAndGet(99);
        assertThat(cached.get()).isEqualTo(1);
        nanos.addAndGet(1);
        assertThat(cached.get()).isEqualTo(2);
    }

    @Test
    void keepsTheValueWhenTheServerCannotBeAskedAnyMore() {
        Cached<Integer> cached = new Cached<>(
                Duration.ofNanos(100),
                () -> {
                    if (made.incrementAndGet() > 1) {
                        throw new IllegalStateException("stopping");
                    }
                    return made.get();
                },
                nanos::get);
        cached.get();
        nanos.addAndGet(100);

        assertThat(cached.get()).isEqualTo(1);
    }

    @Test
    void keepsNoValueWhenTheSettingIsWrong() {
        Cached<Integer> cached = new Cached<>(
                Duration.ofNanos(100),
                () -> {
                    if (made.incrementAndGet() > 1) {
                        throw new InvalidSettingException("wrong");
                    }
                    return made.get();
                },
                nanos::get);
        cached.get();
        nanos.addAndGet(100);

        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(cached::get);
    }

    @Test
    void keepsNothingWhenMakingFails() {
        Cached<Integer> cached = new Cached<>(
                Duration.ofNanos(100),
                () -> {
                    if (made.incrementAndGet() == 1) {
                        throw new IllegalStateException("not yet");
                    }
                    return made.get();
                },
                nanos::get);

        assertThatIllegalStateException().isThrownBy(cached::get);
        assertThat(cached.get()).isEqualTo(2);
    }

    @Test
    void givesTheOldValueWhileOneReaderMakesItAnew() {
        List<Integer> seenMeanwhile = new ArrayList<>();
        AtomicReference<Cached<Integer>> self = new AtomicReference<>();
        Cached<Integer> cached = new Cached<>(
                Duration.ofNanos(100),
                () -> {
                    if (made.get() > 0) {
                        seenMeanwhile.add(
                                CompletableFuture.supplyAsync(() -> self.get().get())
                                        .join());
                    }
                    return made.incrementAndGet();
                },
                nanos::get);
        self.set(cached);

        assertThat(cached.get()).isEqualTo(1);
        nanos.addAndGet(100);
        assertThat(cached.get()).isEqualTo(2);
        assertThat(seenMeanwhile).containsExactly(1);
    }

    @Test
    void isMadeOnceForAllFirstReaders() throws Exception {
        int readers = 8;
        CountDownLatch all = new CountDownLatch(readers);
        Cached<Integer> cached = new Cached<>(Duration.ofNanos(100), made::incrementAndGet, nanos::get);
        ExecutorService threads = Executors.newFixedThreadPool(readers);
        try {
            List<Future<Integer>> seen = new ArrayList<>();
            for (int reader = 0; reader < readers; reader++) {
                seen.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return cached.get();
                }));
            }
            for (Future<Integer> value : seen) {
                assertThat(value.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(made).hasValue(1);
    }
}
