package lakehouse.gateway.doors.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What one event of a stream allocates on its way through the gateway. Bytes are counted, not time, so a busy machine changes
 * nothing; compiled code allocates less than this, never more. A bound is about a quarter over what was measured when it was
 * set: whoever goes past it made every token dearer.
 */
class EventCostTest {
    private static final int EVENTS = 2_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({"openai, 5800", "kimi, 5800", "openrouter, 6600", "anthropic, 4300", "ollama, 3600"})
    void allocatesLittleForAnEvent(String dialect, long bound) {
        EventPath path = new EventPath(dialect, EVENTS);
        path.run();
        long before = THREADS.getCurrentThreadAllocatedBytes();

        path.run();

        long bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / EVENTS;
        System.out.printf("Bytes allocated per event, %s: %d%n", dialect, bytes);
        assertThat(bytes).isLessThan(bound);
    }
}
