package lakehouse.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a request and changing its model, from 200 bytes to what a coding agent sends. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ParsingBenchmark {
    /** Bytes of the conversation. */
    @Param({"100", "102400"})
    public int size;

    private byte[] body;

    /** Makes the request. */
    @Setup
    public void make() {
        StringBuilder text = new StringBuilder();
        for (int turn = 0; text.length() < size; turn++) {
            text.append("Turn ").append(turn).append(" reads \\\"src/main/App.java\\\":\\n    if (count > 3) {\\n");
        }
        body = ("{\"model\":\"p/m\",\"stream\":true,\"temperature\":0.2,\"messages\":[{\"role\":\"user\",\"content\":\""
                        + text + "\"}],\"max_tokens\":1000}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Checks the bytes and finds the members. */
    @Benchmark
    public JsonDocument parse() throws MalformedJsonException {
        return JsonDocument.parse(body);
    }

    /** What happens to every request. */
    @Benchmark
    public byte[] parseAndEdit() throws MalformedJsonException {
        return JsonDocument.parse(body)
                .edited(new JsonEdits().set("model", "m").remove("provider"))
                .bytes();
    }
}
