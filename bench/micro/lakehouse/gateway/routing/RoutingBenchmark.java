package lakehouse.gateway.routing;

import java.util.concurrent.TimeUnit;
import lakehouse.gateway.config.MapSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From what a request names to where it goes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {
    private final RouteResolver resolver = RoutingFixture.resolver(
            MapSettings.withProvider("p")
                    .set("gateway.ladder.work.rungs", "p/a,p/b")
                    .settings(),
            "openai");

    /** A request that names its route. */
    @Benchmark
    public Plan route() {
        return resolver.plan(null, "p/m");
    }

    /** The first rung of a ladder. */
    @Benchmark
    public Route rung() {
        return resolver.rung("p/a");
    }
}
