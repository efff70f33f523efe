package lakehouse.gateway.audit.report;

import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Fingerprint;
import lakehouse.gateway.audit.state.Opinion;
import lakehouse.gateway.audit.state.Origin;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * A report as a reader wants it: beside an earlier one, in the light of what was decided, with links. The audit itself stays
 * as it is.
 *
 * @param report all that is known of the audit
 * @param origin where the material comes from
 * @param comparison with an earlier audit; null for none
 * @param judgements by fingerprint, those that count today
 * @param link address of a line at a code host, with {path}, {line} and {commit}; empty for none
 * @param fingerprints of the grounded findings
 */
public record ReportView(
        AuditReport report,
        Origin origin,
        @Nullable Comparison comparison,
        Map<String, Judgement> judgements,
        String link,
        Map<CheckedFinding, String> fingerprints) {
    private static final int LONGEST_LINK = 1_000;

    /** The report by itself. */
    public static ReportView of(AuditReport report) {
        return new ReportView(report, report.request().origin(), null, Map.of(), "", Fingerprint.of(report.grounded()));
    }

    /**
     * The report as asked for.
     *
     * @param wish a JSON object with any of origin, baseline, judgements and link
     * @param audits gives an earlier audit of the same caller by its id
     * @throws lakehouse.gateway.failure.GatewayException when the wish is none
     */
    public static ReportView of(AuditReport report, JsonObject wish, Function<String, AuditReport> audits) {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        Map<String, Judgement> judgements = new HashMap<>();
        for (JsonObject one : JsonParts.objects(wish.get("judgements"))) {
            Judgement judgement = Judgement.of(one);
            if (judgement.counts(today)) {
                judgements.put(judgement.fingerprint(), judgement);
            }
        }
        String link = String.valueOf(wish.getString("link", ""));
        if (!link.isEmpty() && (!link.matches("https?://[^\\s()<>\\[\\]|]+") || link.length() > LONGEST_LINK)) {
            throw Failure.ofParam(
                            FailureKind.INVALID_REQUEST,
                            "link",
                            "link is no address. Write one such as https://host/blob/{commit}/{path}#L{line}.")
                    .exception();
        }
        return new ReportView(
                report,
                wish.get("origin") instanceof JsonObject origin
                        ? Origin.of(origin)
                        : report.request().origin(),
                comparison(report, wish, audits),
                Map.copyOf(judgements),
                link,
                Fingerprint.of(report.grounded()));
    }

    private static @Nullable Comparison comparison(
            AuditReport report, JsonObject wish, Function<String, AuditReport> audits) {
        if (wish.get("baseline") instanceof JsonObject earlier) {
            if (!earlier.containsKey("runs") && !earlier.containsKey("findings")) {
                throw Failure.ofParam(
                                FailureKind.INVALID_REQUEST,
                                "baseline",
                                "baseline is no report. Give the SARIF or the JSON of an earlier audit, or its id.")
                        .exception();
            }
            return Comparison.of("a report given", report, KnownFinding.of(earlier));
        }
        String id = JsonParts.string(wish, "baseline");
        return id == null ? null : Comparison.of(id, report, KnownFinding.of(audits.apply(id)));
    }

    /** The name of a grounded finding. */
    String fingerprint(CheckedFinding finding) {
        return String.valueOf(fingerprints.get(finding));
    }

    /** What was decided about a finding; null when nothing. */
    @Nullable
    Judgement judgement(CheckedFinding finding) {
        return judgements.get(fingerprint(finding));
    }

    /** What the second model says; null when it was not asked. */
    @Nullable
    Opinion opinion(CheckedFinding finding) {
        return report.opinions().get(fingerprint(finding));
    }

    /** Grounded findings about which nothing was decided, and which no second model denies. */
    List<CheckedFinding> open() {
        return report.grounded().stream()
                .filter(one -> judgement(one) == null && !isDenied(one))
                .toList();
    }

    /** Grounded findings about which nothing was decided, and which a second model denies. */
    List<CheckedFinding> denied() {
        return report.grounded().stream()
                .filter(one -> judgement(one) == null && isDenied(one))
                .toList();
    }

    /** Grounded findings about which somebody decided. */
    List<CheckedFinding> judged() {
        return report.grounded().stream().filter(one -> judgement(one) != null).toList();
    }

    private boolean isDenied(CheckedFinding finding) {
        Opinion opinion = opinion(finding);
        return opinion != null && opinion.view() == Opinion.View.DISAGREES;
    }

    /** Whether a finding was not there before. */
    boolean isNew(CheckedFinding finding) {
        return comparison != null && !comparison.known().contains(finding);
    }
}
