package lakehouse.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.UpstreamEvidence;
import lakehouse.gateway.routing.Ladder;
import lakehouse.gateway.upstream.Clock;
import lakehouse.gateway.upstream.RetryAfter;
import org.jspecify.annotations.Nullable;

/** How the rungs of a ladder failed in one call, and what that means for who called. Belongs to one thread. */
final class LadderReport {
    /** Different reasons that a message tells, and the length of each: a ladder may have any number of rungs. */
    private static final int MOST_REASONS = 6;

    private static final int LONGEST_REASON = 400;
    private static final Duration SOONEST = Duration.ofSeconds(1);

    private final Map<String, List<String>> rungsByReason = new LinkedHashMap<>();
    private final List<Recovery.Failed> failures = new ArrayList<>();
    private @Nullable Failure telling;

    /** Notes that a rung failed, or was not even asked. */
    void failed(String rung, Failure failure) {
        if (telling == null || failure.kind().rank() < telling.kind().rank()) {
            telling = failure;
        }
        failures.add(new Recovery.Failed(rung, failure));
        rungsByReason
                .computeIfAbsent(failure.message(), reason -> new ArrayList<>())
                .add(rung);
    }

    /** Whether a route was silent until a clock ran out. Who was silent is not asked again in the same call. */
    boolean isSilent(String rung) {
        return failures.stream()
                .anyMatch(failed ->
                        failed.rung().equals(rung) && failed.failure().kind() == FailureKind.UPSTREAM_TIMEOUT);
    }

    /** The failure of a provider whose host has no address; null when that is not known of it. */
    @Nullable
    Failure unresolved(String provider) {
        return failures.stream()
                .filter(failed -> failed.provider().equals(provider)
                        && failed.failure().kind() == FailureKind.UPSTREAM_HOST_UNKNOWN)
                .map(Recovery.Failed::failure)
                .findFirst()
                .orElse(null);
    }

    /** Of all failures, the one that tells most about what to do. */
    private Failure telling() {
        if (telling == null) {
            throw new IllegalStateException("A plan has a rung.");
        }
        return telling;
    }

    /**
     * No rung answered. A conversation that is too long stays that: a client makes it shorter. So does a request that breaks a
     * rule of every rung's vendor.
     */
    Failure exhausted(Ladder ladder, Instant now) {
        Failure most = telling();
        FailureKind kind = kind(most);
        return new Failure(
                kind,
                "No rung of the ladder \"" + ladder.name() + "\" could answer. " + reasons(),
                most.param(),
                most.provider(),
                evidence(kind, most.evidence(), now),
                most.clock());
    }

    private FailureKind kind(Failure most) {
        if (most.kind() == FailureKind.CONTEXT_LENGTH_EXCEEDED) {
            return most.kind();
        }
        if (failures.stream().allMatch(failed -> failed.failure().kind() == FailureKind.VENDOR_RULE)) {
            return FailureKind.VENDOR_RULE;
        }
        boolean hopeless =
                failures.stream().map(failed -> failed.failure().kind()).allMatch(LadderReport::isHopeless);
        return hopeless ? FailureKind.LADDER_UNUSABLE : FailureKind.LADDER_EXHAUSTED;
    }

    private static boolean isHopeless(FailureKind kind) {
        return kind.isForAPerson() || kind.isForTheCaller();
    }

    private @Nullable UpstreamEvidence evidence(FailureKind kind, @Nullable UpstreamEvidence most, Instant now) {
        if (most == null || kind == FailureKind.CONTEXT_LENGTH_EXCEEDED) {
            return most;
        }
        String wait = kind == FailureKind.LADDER_EXHAUSTED ? soonest(now) : null;
        return new UpstreamEvidence(most.status(), most.code(), most.type(), most.param(), wait, most.requestId());
    }

    /** When the first of the providers that said so may be asked again, in seconds; null when none said so. */
    private @Nullable String soonest(Instant now) {
        return failures.stream()
                .map(Recovery.Failed::failure)
                .filter(failure -> !failure.kind().isForAPerson())
                .map(Failure::evidence)
                .filter(Objects::nonNull)
                .map(evidence -> RetryAfter.of(evidence.retryAfter(), now))
                .filter(Objects::nonNull)
                .min(Duration::compareTo)
                .map(wait -> wait.compareTo(SOONEST) < 0 ? SOONEST : wait)
                .map(wait -> Long.toString(wait.plusMillis(999).toSeconds()))
                .orElse(null);
    }

    /** The ladder's own total clock ran out. */
    Failure outOfTime(Ladder ladder, int tried) {
        return new Failure(
                FailureKind.UPSTREAM_TIMEOUT,
                "The total clock of the ladder ran out after " + TimeoutWords.seconds(ladder.total()) + " at rung "
                        + tried
                        + " of " + ladder.rungs().size() + "; " + Setting.LADDER_TIMEOUT.key(ladder.name())
                        + " sets it. The most telling failure: " + telling().message(),
                null,
                telling().provider(),
                null,
                Clock.TOTAL.words());
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
