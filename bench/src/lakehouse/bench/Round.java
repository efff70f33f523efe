package lakehouse.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** What is done with each contender: warming it up, and measuring it. */
final class Round {
    /** Two events a second. */
    private static final int PAUSE_MILLIS = 500;

    private static final int WARM_UP_CROWDS = 2;
    private static final int LARGE_CONNECTIONS = 32;

    private final Effort effort;
    private final Wrk wrk;
    private final Results results;

    Round(Effort effort, Wrk wrk, Results results) {
        this.effort = effort;
        this.wrk = wrk;
        this.results = results;
    }

    /** Has a contender started and answers until its compilers are done, nearly. */
    void warmUp(Subject subject) {
        results.add(subject.name(), Metric.START, subject.awaitAnswer());
        wrk.run(subject.call(Call.shortBody()), 32, effort.warmUpSeconds());
        wrk.run(subject.call(Call.largeBody()), 8, Math.max(1, effort.warmUpSeconds() / 4));
        int most = effort.crowds().get(effort.crowds().size() - 1);
        for (int crowd = 0; crowd < WARM_UP_CROWDS; crowd++) {
            subject.crowd(most, events(), PAUSE_MILLIS).run();
        }
        wrk.run(subject.call(Call.shortBody()), 256, Math.max(1, effort.warmUpSeconds() / 4));
    }

    private int events() {
        return effort.streamSeconds() * 1000 / PAUSE_MILLIS;
    }

    /** Measures it once. */
    void measure(Subject subject) {
        calls(subject);
        streams(subject);
    }

    private void calls(Subject subject) {
        Call call = subject.call(Call.shortBody());
        Wrk.Result one = wrk.run(call, 1, effort.callSeconds());
        add(subject, Metric.P50_AT_1, one.p50() / 1e3);
        add(subject, Metric.P99_AT_1, one.p99() / 1e3);

        Usage before = subject.usage();
        Wrk.Result some = wrk.run(call, 32, effort.callSeconds());
        add(subject, Metric.P50_AT_32, some.p50() / 1e3);
        add(subject, Metric.P99_AT_32, some.p99() / 1e3);
        add(subject, Metric.CALLS_AT_32, some.calls() / some.seconds());
        cpu(subject, Metric.CPU_AT_32, before, some.calls());

        before = subject.usage();
        Wrk.Result many = wrk.run(call, 256, effort.callSeconds());
        add(subject, Metric.CALLS_AT_256, many.calls() / many.seconds());
        cpu(subject, Metric.CPU_AT_256, before, many.calls());

        before = subject.usage();
        Wrk.Result large = wrk.run(subject.call(Call.largeBody()), LARGE_CONNECTIONS, effort.callSeconds());
        add(subject, Metric.LARGE_CALLS, large.calls() / large.seconds());
        cpu(subject, Metric.LARGE_CPU, before, large.calls());
        add(subject, Metric.CALL_ERRORS, one.errors() + some.errors() + many.errors() + large.errors());
        if (subject.isThere()) {
            add(subject, Metric.CALL_MEMORY, subject.usage().residentMiB());
        }
    }

    private void streams(Subject subject) {
        for (int count : effort.crowds()) {
            Usage before = subject.usage();
            double[] memory = {0};
            StreamCrowd.Result got = watched(
                    subject.crowd(count, events(), PAUSE_MILLIS)::run,
                    () -> memory[0] = Math.max(memory[0], subject.usage().residentMiB()));
            results.add(subject.name(), Metric.COMPLETED, count, got.completed());
            results.add(subject.name(), Metric.STALLS, count, got.stalls());
            results.add(subject.name(), Metric.FIRST_P50, count, got.firstP50());
            results.add(subject.name(), Metric.FIRST_P99, count, got.firstP99());
            if (subject.isThere()) {
                long micros = subject.usage().cpuMicros() - before.cpuMicros();
                results.add(subject.name(), Metric.EVENT_CPU, count, (double) micros / Math.max(1, got.events()));
                results.add(subject.name(), Metric.STREAM_MEMORY, count, memory[0]);
            }
        }
    }

    /** Runs something on another thread and looks at something else meanwhile. */
    private static <T> T watched(Supplier<T> work, Runnable look) {
        CompletableFuture<T> running = CompletableFuture.supplyAsync(work);
        while (true) {
            try {
                return running.get(500, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                look.run();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Problem("The benchmark was interrupted.");
            }
        }
    }

    private void add(Subject subject, Metric metric, double value) {
        results.add(subject.name(), metric, value);
    }

    private void cpu(Subject subject, Metric metric, Usage before, long calls) {
        if (subject.isThere()) {
            long micros = subject.usage().cpuMicros() - before.cpuMicros();
            add(subject, metric, (double) micros / Math.max(1, calls));
        }
    }
}
