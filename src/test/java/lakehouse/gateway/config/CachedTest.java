package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
}
