package lakehouse.gateway.doors.chat;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Relaying one event of a stream, by dialect: for {@code openai} it passes as it is, for the others it is translated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventBenchmark {
    private static final int EVENTS = 1000;

    /** The dialect. */
    @Param({"openai", "kimi", "openrouter", "anthropic", "ollama"})
    public String dialect;

    private EventPath path;

    /** Makes the stream. */
    @Setup
    public void make() {
        path = new EventPath(dialect, EVENTS);
    }

    /** One event from a provider's bytes to the bytes for the client. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long event() {
        return path.run();
    }
}
