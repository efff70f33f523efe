package lakehouse.gateway.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.upstream.RetryAfter;
import org.jspecify.annotations.Nullable;

/**
 * Whether the same route is asked again, and after which wait. Only where nothing of an answer was seen: no connection, a
 * connection closed before the first byte, or a status that says "later".
 *
 * @param max retries per route and call, 0 or more
 * @param baseDelay the first backoff's upper bound; it doubles with each retry
 * @param maxDelay upper bound of all backoffs
 * @param maxWait the longest {@code Retry-After} that is waited for
 */
record RetryRule(int max, Duration baseDelay, Duration maxDelay, Duration maxWait) {
    private static final Set<Integer> RETRIED = Set.of(408, 500, 502, 503, 504, 529);
    private static final int MAX_DOUBLINGS = 20;

    static RetryRule read(Settings settings) {
        return new RetryRule(
                settings.number(Setting.RETRY_MAX, "", 1, 0),
                settings.duration(Setting.RETRY_BASE_DELAY, "", Duration.ofMillis(500)),
                settings.duration(Setting.RETRY_MAX_DELAY, "", Duration.ofSeconds(8)),
                settings.duration(Setting.RETRY_MAX_WAIT, "", Duration.ofSeconds(10)));
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param retries retries made so far
     * @return null when there must be none
     */
    @Nullable
    Duration waitBefore(Failure failure, int retries) {
        return waitBefore(failure, retries, ThreadLocalRandom.current());
    }

    @Nullable
    Duration waitBefore(Failure failure, int retries, RandomGenerator random) {
        if (retries >= max || failure.kind().again() != FailureKind.Again.SAME_RUNG) {
            return null;
        }
        if (failure.evidence() == null) {
            return backoff(retries, random);
        }
        Duration asked = RetryAfter.asked(failure.evidence(), Instant.now());
        if (asked != null) {
            return asked.compareTo(maxWait) <= 0 ? asked : null;
        }
        return RETRIED.contains(failure.evidence().status()) ? backoff(retries, random) : null;
    }

    /** Exponential backoff with full jitter, so that callers who failed together do not come back together. */
    private Duration backoff(int retries, RandomGenerator random) {
        long bound = Math.min(maxDelay.toNanos(), baseDelay.toNanos() << Math.min(retries, MAX_DOUBLINGS));
        return Duration.ofNanos(random.nextLong(Math.max(1, bound)));
    }
}
