package lakehouse.gateway.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.UpstreamEvidence;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.upstream.RetryAfter;
import org.jspecify.annotations.Nullable;

/** How the rungs of a ladder failed in one call, and what that means for who called. Belongs to one thread. */
final class LadderReport {
    /** Different reasons that a message tells, and the length of each: a ladder may have any number of rungs. */
    private static final int MOST_REASONS = 6;

    private static final int LONGEST_REASON = 400;
    private static final Duration SOONEST = Duration.ofSeconds(1);

    private final Map<String, List<String>> rungsByReason = new LinkedHashMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private @Nullable Failure telling;

    /** Notes that a rung failed, or was not even asked. */
    void failed(String rung, Failure failure) {
        telling = Failures.telling(telling, failure);
        failures.add(failure);
        rungsByReason
                .computeIfAbsent(failure.message(), reason -> new ArrayList<>())
                .add(rung);
    }

    /** Of all failures, the one that tells most about what to do. */
    Failure telling() {
        if (telling == null) {
            throw new IllegalStateException("A plan has a rung.");
        }
        return telling;
    }

    /**
     * No rung answered. A conversation that is too long stays that: a client makes it shorter. So does a request that breaks a
     * rule of every rung's vendor.
     */
    Failure exhausted(Ladder ladder) {
        Failure most = telling();
        FailureKind kind = kind(most);
        return new Failure(
                kind,
                "No rung of the ladder \"" + ladder.name() + "\" could answer. " + reasons(),
                most.param(),
                most.provider(),
                evidence(kind, most.evidence()),
                most.clock());
    }

    private FailureKind kind(Failure most) {
        if (most.kind() == FailureKind.CONTEXT_LENGTH_EXCEEDED) {
            return most.kind();
        }
        if (failures.stream().allMatch(failure -> failure.kind() == FailureKind.VENDOR_RULE)) {
            return FailureKind.VENDOR_RULE;
        }
        boolean hopeless = failures.stream().allMatch(LadderReport::isHopeless);
        return hopeless ? FailureKind.LADDER_UNUSABLE : FailureKind.LADDER_EXHAUSTED;
    }

    private static boolean isHopeless(Failure failure) {
        return failure.kind().isForAPerson() || failure.kind() == FailureKind.VENDOR_RULE;
    }

    private @Nullable UpstreamEvidence evidence(FailureKind kind, @Nullable UpstreamEvidence most) {
        if (most == null || kind == FailureKind.CONTEXT_LENGTH_EXCEEDED) {
            return most;
        }
        String wait = kind == FailureKind.LADDER_EXHAUSTED ? soonest() : null;
        return new UpstreamEvidence(most.status(), most.code(), most.type(), most.param(), wait, most.requestId());
    }

    /** When the first of the providers that said so may be asked again, in seconds; null when none said so. */
    private @Nullable String soonest() {
        Instant now = Instant.now();
        return failures.stream()
                .filter(failure -> !failure.kind().isForAPerson() && failure.evidence() != null)
                .map(failure ->
                        failure.evidence() == null ? null : failure.evidence().retryAfter())
                .map(header -> RetryAfter.of(header, now))
                .filter(wait -> wait != null)
                .min(Duration::compareTo)
                .map(wait -> wait.compareTo(SOONEST) < 0 ? SOONEST : wait)
                .map(wait -> Long.toString(wait.plusMillis(999).toSeconds()))
                .orElse(null);
    }

    private String reasons() {
        String told = rungsByReason.entrySet().stream()
                .limit(MOST_REASONS)
                .map(reason -> rungs(reason.getValue()) + ": " + excerpt(reason.getKey()))
                .collect(Collectors.joining(" "));
        int more = rungsByReason.size() - MOST_REASONS;
        return more > 0 ? told + " (" + more + " more reasons in the trail.)" : told;
    }

    private static String rungs(List<String> rungs) {
        return rungs.size() == 1 ? rungs.get(0) : rungs.size() + " rungs";
    }

    private static String excerpt(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }
}
