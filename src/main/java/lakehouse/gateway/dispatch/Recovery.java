package lakehouse.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import lakehouse.gateway.config.CallSettings;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.upstream.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * What is done after a failure: the same route again, the next rung, or no more. All rules about that are here. Pure: it
 * reads no clock and keeps nothing.
 *
 * <p>The same route is asked again only where nothing of an answer was seen: no connection, a connection closed before the
 * first byte, or a status that says "later".
 *
 * @param max retries per route and call, 0 or more
 * @param baseDelay the first backoff's upper bound; it doubles with each retry
 * @param maxDelay upper bound of all backoffs
 * @param maxWait the longest {@code Retry-After} that is waited for
 */
record Recovery(int max, Duration baseDelay, Duration maxDelay, Duration maxWait) {
    private static final Set<Integer> RETRIED = Set.of(408, 500, 502, 503, 504, 529);
    private static final int MAX_DOUBLINGS = 20;

    /** How long a ladder leaves a route alone that was rate limited and did not say for how long. */
    private static final Duration COOLING = Duration.ofSeconds(10);

    private static final Duration LONGEST_COOLING = Duration.ofMinutes(5);

    /** What to do next. */
    sealed interface Step {
        /** Ask the same route again after this time. */
        record Retry(Duration delay) implements Step {}

        /** Ask the rung of this index. */
        record NextRung(int rung) implements Step {}

        /** Nothing more can be done: this is what the caller is told. */
        record GiveUp(Failure told) implements Step {}
    }

    /**
     * A rung that failed, for good.
     *
     * @param rung its {@code provider/model}
     */
    record Failed(String rung, Failure failure) {
        String provider() {
            return provider(rung);
        }

        static String provider(String rung) {
            return rung.substring(0, rung.indexOf('/'));
        }
    }

    /**
     * What was tried before, and what is left.
     *
     * @param ladder the ladder that is climbed; null for a call that names its route
     * @param rung index of the rung that has just failed
     * @param earlier the rungs that failed before it, in order
     * @param retries retries of this rung that were made so far
     * @param resting whether the route's breaker is open
     * @param left time left of the whole call; zero or less when it is over
     * @param now the time of day
     */
    record History(
            @Nullable Ladder ladder,
            int rung,
            List<Failed> earlier,
            int retries,
            boolean resting,
            Duration left,
            Instant now) {}

    static Recovery read(CallSettings settings) {
        return new Recovery(
                settings.get(Setting.RETRY_MAX),
                settings.get(Setting.RETRY_BASE_DELAY),
                settings.get(Setting.RETRY_MAX_DELAY),
                settings.get(Setting.RETRY_MAX_WAIT));
    }

    /** What to do after a failure. */
    Step after(Failure failure, History history, RandomGenerator random) {
        Duration wait = history.resting() ? null : wait(failure, history, random);
        if (wait != null && wait.compareTo(history.left()) < 0) {
            return new Step.Retry(wait);
        }
        Ladder ladder = history.ladder();
        if (ladder == null || failure.again() == FailureKind.Again.NEVER) {
            return new Step.GiveUp(failure);
        }
        LadderReport report = report(ladder, failure, history);
        if (history.left().isNegative() || history.left().isZero()) {
            return new Step.GiveUp(report.outOfTime(ladder, history.rung() + 1));
        }
        for (int rung = history.rung() + 1; rung < ladder.rungs().size(); rung++) {
            String name = ladder.rungs().get(rung);
            if (!report.isSilent(name) && !passOver(name, report)) {
                return new Step.NextRung(rung);
            }
        }
        return new Step.GiveUp(report.exhausted(ladder, history.now()));
    }

    /** The next model of a host without an address has none either. */
    private static boolean passOver(String rung, LadderReport report) {
        Failure known = report.unresolved(Failed.provider(rung));
        if (known != null) {
            report.failed(rung, known);
        }
        return known != null;
    }

    private static LadderReport report(Ladder ladder, Failure failure, History history) {
        LadderReport report = new LadderReport();
        Deque<Failed> earlier = new ArrayDeque<>(history.earlier());
        for (String name : ladder.rungs().subList(0, history.rung())) {
            Failed next = earlier.peek();
            if (next != null && next.rung().equals(name)) {
                earlier.remove();
                report.failed(name, next.failure());
            } else {
                passOver(name, report);
            }
        }
        report.failed(ladder.rungs().get(history.rung()), failure);
        return report;
    }

    /** How long to wait before the same route is asked again; null when it must not be. */
    private @Nullable Duration wait(Failure failure, History history, RandomGenerator random) {
        if (history.retries() >= max || failure.again() != FailureKind.Again.SAME_RUNG) {
            return null;
        }
        if (failure.evidence() == null) {
            return backoff(history.retries(), random);
        }
        Duration asked = RetryAfter.asked(failure.evidence(), history.now());
        if (asked != null) {
            return asked.compareTo(maxWait) <= 0 ? asked : null;
        }
        return RETRIED.contains(failure.evidence().status()) ? backoff(history.retries(), random) : null;
    }

    /** Exponential backoff with full jitter, so that callers who failed together do not come back together. */
    private Duration backoff(int retries, RandomGenerator random) {
        long bound = Math.min(maxDelay.toNanos(), baseDelay.toNanos() << Math.min(retries, MAX_DOUBLINGS));
        return Duration.ofNanos(random.nextLong(Math.max(1, bound)));
    }

    /** How long ladders leave a route alone that failed like this; zero when they need not. */
    static Duration cooling(Failure failure, Instant now) {
        if (!failure.kind().cools() || failure.evidence() == null) {
            return Duration.ZERO;
        }
        Duration asked = RetryAfter.asked(failure.evidence(), now);
        Duration time = asked == null ? COOLING : asked;
        return time.compareTo(LONGEST_COOLING) > 0 ? LONGEST_COOLING : time;
    }
}
