package lakehouse.bench;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Measures one contender once, from its start to its end. */
final class Round {
    /** Two events a second. */
    private static final int PAUSE_MILLIS = 500;

    private static final int WARM_UP_STREAMS = 400;
    private static final int WARM_UP_EVENTS = 40;
    private static final int WARM_UP_PAUSE_MILLIS = 50;
    private static final int LARGE_CONNECTIONS = 32;

    private final Effort effort;
    private final Wrk wrk;
    private final Results results;

    /** Something to measure: a contender that runs, or nobody. */
    private record Subject(
            String name,
            Server server,
            int canned,
            int paced,
            Map<String, String> toCanned,
            Map<String, String> toPaced) {
        Call call(String body) {
            return new Call(canned, toCanned, body);
        }

        StreamCrowd crowd(int count, int events, int pauseMillis) {
            return new StreamCrowd(paced, toPaced, count, events, pauseMillis);
        }

        Usage usage() {
            return server == null ? new Usage(0, 0, 0, 0) : server.usage();
        }
    }

    Round(Effort effort, Wrk wrk, Results results) {
        this.effort = effort;
        this.wrk = wrk;
        this.results = results;
    }

    void measure(Contender contender, Upstreams upstreams) {
        try (Server server = contender.start(upstreams)) {
            Subject subject = new Subject(
                    contender.name(),
                    server,
                    server.port(),
                    server.port(),
                    contender.headers(upstreams, false),
                    contender.headers(upstreams, true));
            results.add(contender.name(), Metric.START, server.awaitAnswer(subject.call(Call.shortBody())));
            warmUp(subject);
            calls(subject);
            streams(subject);
        }
    }

    /** The upstreams without anybody in front of them. */
    void measureNobody(Upstreams upstreams) {
        Subject nobody = new Subject(Contender.NOBODY, null, upstreams.canned(), upstreams.paced(), Map.of(), Map.of());
        calls(nobody);
        streams(nobody);
    }

    private void warmUp(Subject subject) {
        wrk.run(subject.call(Call.shortBody()), 32, effort.warmUpSeconds());
        wrk.run(subject.call(Call.largeBody()), 8, Math.max(1, effort.warmUpSeconds() / 4));
        int streams = Math.min(WARM_UP_STREAMS, effort.crowds().get(0));
        subject.crowd(streams, WARM_UP_EVENTS, WARM_UP_PAUSE_MILLIS).run();
        wrk.run(subject.call(Call.shortBody()), 256, Math.max(1, effort.warmUpSeconds() / 4));
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
        if (subject.server() != null) {
            add(subject, Metric.CALL_MEMORY, subject.usage().residentMiB());
        }
    }

    private void streams(Subject subject) {
        int events = effort.streamSeconds() * 1000 / PAUSE_MILLIS;
        for (int count : effort.crowds()) {
            Usage before = subject.usage();
            double[] memory = {0};
            StreamCrowd.Result got = watched(
                    subject.crowd(count, events, PAUSE_MILLIS)::run,
                    () -> memory[0] = Math.max(memory[0], subject.usage().residentMiB()));
            results.add(subject.name(), Metric.COMPLETED, count, got.completed());
            results.add(subject.name(), Metric.STALLS, count, got.stalls());
            results.add(subject.name(), Metric.FIRST_P50, count, got.firstP50());
            results.add(subject.name(), Metric.FIRST_P99, count, got.firstP99());
            if (subject.server() != null) {
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
        if (subject.server() != null) {
            long micros = subject.usage().cpuMicros() - before.cpuMicros();
            add(subject, metric, (double) micros / Math.max(1, calls));
        }
    }
}
