package lakehouse.gateway.audit.report;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Fingerprint;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.state.AuditEnd;
import lakehouse.gateway.audit.state.Opinion;
import lakehouse.gateway.audit.state.Origin;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.provider.GatewayVersion;

/**
 * The report as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). Results are the grounded
 * findings; the others are in the run's property bag, where no tool mistakes them for results.
 */
public final class SarifReport {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String ROOT = "SRCROOT";

    private SarifReport() {}

    /** Name of the fingerprint, with the version of how it is made. */
    static final String FINGERPRINT = "lakehouseAudit/v1";

    /** The report by itself. */
    public static JsonObject of(AuditReport report) {
        return of(ReportView.of(report));
    }

    /** The report as a SARIF log with one run. */
    public static JsonObject of(ReportView view) {
        AuditReport report = view.report();
        List<String> rules = report.grounded().stream()
                .map(one -> Fingerprint.rule(one.finding().category()))
                .distinct()
                .sorted()
                .toList();
        return JsonParts.object()
                .add("$schema", SCHEMA)
                .add("version", "2.1.0")
                .add("runs", JsonParts.array().add(run(view, rules)))
                .build();
    }

    private static JsonObjectBuilder run(ReportView view, List<String> rules) {
        AuditReport report = view.report();
        JsonArrayBuilder descriptors = JsonParts.array();
        rules.forEach(rule -> descriptors.add(
                JsonParts.object().add("id", rule).add("shortDescription", message(rule.replace('-', ' ')))));
        JsonArrayBuilder results = JsonParts.array();
        report.grounded().forEach(one -> results.add(result(view, one, rules)));
        JsonObjectBuilder run = JsonParts.object();
        Origin origin = view.origin();
        // The schema wants an absolute address.
        if (origin.remote().matches("[A-Za-z][A-Za-z0-9+.-]*://[!-~]+")) {
            JsonObjectBuilder provenance = JsonParts.object().add("repositoryUri", origin.remote());
            if (!origin.head().isEmpty()) {
                provenance.add("revisionId", origin.head());
            }
            if (!origin.branch().isEmpty()) {
                provenance.add("branch", origin.branch());
            }
            run.add("versionControlProvenance", JsonParts.array().add(provenance));
        }
        return run.add(
                        "tool",
                        JsonParts.object()
                                .add(
                                        "driver",
                                        JsonParts.object()
                                                .add("name", "Lakehouse Gateway audit")
                                                .add("version", GatewayVersion.VERSION)
                                                .add("rules", descriptors)))
                .add("columnKind", "utf16CodeUnits")
                .add(
                        "originalUriBaseIds",
                        JsonParts.object()
                                .add(
                                        ROOT,
                                        JsonParts.object()
                                                .add("description", message("The root of the audited sources."))))
                .add("invocations", JsonParts.array().add(invocation(report)))
                .add("results", results)
                .add("properties", properties(view));
    }

    private static JsonObjectBuilder invocation(AuditReport report) {
        JsonArrayBuilder notifications = JsonParts.array();
        report.failed()
                .forEach(part -> notifications.add(JsonParts.object()
                        .add("level", "error")
                        .add("message", message("Part " + part.id() + " was not audited. " + part.error()))));
        return JsonParts.object()
                .add(
                        "executionSuccessful",
                        report.state().equals(AuditEnd.COMPLETED)
                                && report.failed().isEmpty())
                .add("toolExecutionNotifications", notifications);
    }

    private static JsonObjectBuilder result(ReportView view, CheckedFinding one, List<String> rules) {
        Finding finding = one.finding();
        String rule = Fingerprint.rule(finding.category());
        JsonObjectBuilder result = JsonParts.object()
                .add("ruleId", rule)
                .add("ruleIndex", rules.indexOf(rule))
                .add("level", level(finding.severity()))
                .add("message", message(finding.explanation()))
                .add("locations", JsonParts.array().add(location(one)))
                .add("partialFingerprints", JsonParts.object().add(FINGERPRINT, view.fingerprint(one)));
        if (view.comparison() != null) {
            result.add("baselineState", view.isNew(one) ? "new" : "unchanged");
        }
        Judgement judgement = view.judgement(one);
        if (judgement != null) {
            result.add("suppressions", JsonParts.array().add(suppression(judgement)));
        }
        if (finding.confidence() != null) {
            result.add("rank", finding.confidence() * 100);
        }
        JsonObjectBuilder properties = JsonParts.object();
        Opinion opinion = view.opinion(one);
        if (opinion != null) {
            properties.add("secondOpinion", opinion.view().word()).add("secondOpinionReason", opinion.reason());
        }
        return result.add(
                "properties",
                properties
                        .add("verdict", one.verdict().word())
                        .add("reason", one.reason())
                        .add("severity", finding.severity().word())
                        .add("category", finding.category())
                        .add("suggestion", finding.suggestion())
                        .add("deletedLines", one.deleted()));
    }

    private static JsonObjectBuilder suppression(Judgement judgement) {
        JsonObjectBuilder properties = JsonParts.object()
                .add("state", judgement.word())
                .add("owner", judgement.owner())
                .add("date", judgement.date().toString());
        if (judgement.until() != null) {
            properties.add("until", judgement.until().toString());
        }
        return JsonParts.object()
                .add("kind", "external")
                .add("status", "accepted")
                .add("justification", judgement.word() + ": " + judgement.reason())
                .add("properties", properties);
    }

    private static JsonObjectBuilder location(CheckedFinding one) {
        return JsonParts.object()
                .add(
                        "physicalLocation",
                        JsonParts.object()
                                .add(
                                        "artifactLocation",
                                        JsonParts.object()
                                                .add("uri", LineLink.encoded(one.path()))
                                                .add("uriBaseId", ROOT))
                                .add(
                                        "region",
                                        JsonParts.object()
                                                .add("startLine", line(one.startLine()))
                                                .add("endLine", line(one.endLine()))
                                                .add("snippet", message(one.code()))));
    }

    /** SARIF counts from 1; a diff made by hand may not. */
    private static int line(int number) {
        return Math.max(1, number);
    }

    private static JsonObjectBuilder properties(ReportView view) {
        AuditReport report = view.report();
        JsonArrayBuilder ungrounded = JsonParts.array();
        for (CheckedFinding one : report.ungrounded()) {
            ungrounded.add(JsonParts.object()
                    .add("reason", one.reason())
                    .add("path", one.path())
                    .add("startLine", one.startLine())
                    .add("severity", one.finding().severity().word())
                    .add("category", one.finding().category())
                    .add("quote", one.finding().quote())
                    .add("explanation", one.finding().explanation()));
        }
        return JsonParts.object()
                .add("title", report.request().title())
                .add("headline", report.headline())
                .add("materialSha256", report.material().sha256())
                .add("askedBy", report.request().owner())
                .add("model", report.request().model())
                .add("prompts", report.request().prompts())
                .add("origin", view.origin().json())
                .add("ungrounded", ungrounded);
    }

    private static JsonObjectBuilder message(String text) {
        return JsonParts.object().add("text", text);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }
}
