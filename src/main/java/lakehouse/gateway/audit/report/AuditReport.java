package lakehouse.gateway.audit.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Merging;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.grounding.Verdict;
import lakehouse.gateway.audit.state.Asked;
import lakehouse.gateway.audit.state.AuditEnd;
import lakehouse.gateway.audit.state.AuditRequest;
import lakehouse.gateway.audit.state.MaterialIndex;
import lakehouse.gateway.audit.state.Opinion;
import lakehouse.gateway.audit.state.PartResult;
import lakehouse.gateway.audit.state.PartResult.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of an audit at one moment.
 *
 * @param id of the audit
 * @param request what was asked for
 * @param material what was audited
 * @param state running, suspended, or how it ended
 * @param endedAt when; null while it has not
 * @param partsTotal parts so far known; grows when one is split
 * @param results of the parts, by part
 * @param findings without repetitions, worst first
 * @param opinions of a second model, by the fingerprint of the finding
 */
public record AuditReport(
        String id,
        AuditRequest request,
        MaterialIndex material,
        String state,
        @Nullable Instant endedAt,
        int partsTotal,
        List<PartResult> results,
        List<CheckedFinding> findings,
        Map<String, Opinion> opinions) {

    /**
     * Puts the report together.
     *
     * @param planned parts as first planned
     * @param end how the audit ended; null while it has not
     * @param running whether this gateway runs it
     */
    public static AuditReport of(
            String id,
            AuditRequest request,
            MaterialIndex material,
            int planned,
            List<PartResult> results,
            @Nullable AuditEnd end,
            boolean running) {
        return of(id, request, material, planned, results, Map.of(), end, running);
    }

    /** The same, with what a second model says of findings, by their fingerprints. */
    public static AuditReport of(
            String id,
            AuditRequest request,
            MaterialIndex material,
            int planned,
            List<PartResult> results,
            Map<String, Opinion> opinions,
            @Nullable AuditEnd end,
            boolean running) {
        List<PartResult> sorted = results.stream()
                .sorted((one, other) -> PartOrder.compare(one.id(), other.id()))
                .toList();
        int splits = (int) sorted.stream()
                .filter(result -> result.outcome() == Outcome.SPLIT)
                .count();
        List<CheckedFinding> all =
                sorted.stream().flatMap(result -> result.findings().stream()).toList();
        String unended = running ? "running" : "suspended";
        return new AuditReport(
                id,
                request,
                material,
                end == null ? unended : end.state(),
                end == null ? null : end.endedAt(),
                planned + splits,
                sorted,
                Merging.merge(all),
                Map.copyOf(opinions));
    }

    /** Parts that were asked: answered and failed ones. */
    public List<PartResult> asked() {
        return results.stream().filter(one -> one.outcome() != Outcome.SPLIT).toList();
    }

    /** Parts without an answer that could be used. */
    public List<PartResult> failed() {
        return results.stream().filter(one -> one.outcome() == Outcome.FAILED).toList();
    }

    /** Findings whose quote stands in the material. */
    public List<CheckedFinding> grounded() {
        return findings.stream().filter(CheckedFinding::holds).toList();
    }

    /** Findings whose quote does not. */
    public List<CheckedFinding> ungrounded() {
        return findings.stream().filter(one -> !one.holds()).toList();
    }

    /** Findings of a verdict. */
    public long count(Verdict verdict) {
        return findings.stream().filter(one -> one.verdict() == verdict).count();
    }

    /** Grounded findings of a severity. */
    public long count(Severity severity) {
        return grounded().stream()
                .filter(one -> one.finding().severity() == severity)
                .count();
    }

    /** The result in a line, such as {@code 7 of 7 findings grounded}. */
    public String headline() {
        long grounded = findings.size() - count(Verdict.UNGROUNDED);
        return grounded + " of " + findings.size() + (findings.size() == 1 ? " finding" : " findings") + " grounded";
    }

    /** A figure of all parts together. */
    public long sum(ToLongFunction<Asked> figure) {
        return results.stream().map(PartResult::asked).mapToLong(figure).sum()
                + opinions.values().stream()
                        .map(Opinion::asked)
                        .mapToLong(figure)
                        .sum();
    }

    /** How long the audit took, or has taken; a time when the gateway was down counts. */
    public Duration time() {
        return Duration.between(request.createdAt(), endedAt == null ? Instant.now() : endedAt);
    }
}
