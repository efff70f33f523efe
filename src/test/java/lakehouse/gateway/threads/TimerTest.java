package lakehouse.gateway.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimerTest {
    @Test
    void runsATaskAgainThatRanOutOfMemory() throws InterruptedException {
        Timer timer = new Timer();
        CountDownLatch runs = new CountDownLatch(3);
        timer.every(1_000_000, () -> {
            runs.countDown();
            throw new OutOfMemoryError("for a test");
        });

        assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(timer.isRunning()).isTrue();
        timer.stop();
    }
}
