package lakehouse.gateway.audit.report;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.state.AuditEnd;
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

    /** The report as a SARIF log with one run. */
    public static JsonObject of(AuditReport report) {
        List<String> rules = report.grounded().stream()
                .map(one -> rule(one.finding()))
                .distinct()
                .sorted()
                .toList();
        return JsonParts.object()
                .add("$schema", SCHEMA)
                .add("version", "2.1.0")
                .add("runs", JsonParts.array().add(run(report, rules)))
                .build();
    }

    private static JsonObjectBuilder run(AuditReport report, List<String> rules) {
        JsonArrayBuilder descriptors = JsonParts.array();
        rules.forEach(rule -> descriptors.add(
                JsonParts.object().add("id", rule).add("shortDescription", message(rule.replace('-', ' ')))));
        JsonArrayBuilder results = JsonParts.array();
        report.grounded().forEach(one -> results.add(result(one, rules)));
        return JsonParts.object()
                .add(
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
                .add("properties", properties(report));
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

    private static JsonObjectBuilder result(CheckedFinding one, List<String> rules) {
        Finding finding = one.finding();
        String rule = rule(finding);
        JsonObjectBuilder result = JsonParts.object()
                .add("ruleId", rule)
                .add("ruleIndex", rules.indexOf(rule))
                .add("level", level(finding.severity()))
                .add("message", message(finding.explanation()))
                .add("locations", JsonParts.array().add(location(one)));
        if (finding.confidence() != null) {
            result.add("rank", finding.confidence() * 100);
        }
        return result.add(
                "properties",
                JsonParts.object()
                        .add("verdict", one.verdict().word())
                        .add("reason", one.reason())
                        .add("severity", finding.severity().word())
                        .add("category", finding.category())
                        .add("suggestion", finding.suggestion())
                        .add("deletedLines", one.deleted()));
    }

    private static JsonObjectBuilder location(CheckedFinding one) {
        return JsonParts.object()
                .add(
                        "physicalLocation",
                        JsonParts.object()
                                .add(
                                        "artifactLocation",
                                        JsonParts.object()
                                                .add("uri", uri(one.path()))
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

    private static JsonObjectBuilder properties(AuditReport report) {
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
                .add("ungrounded", ungrounded);
    }

    private static JsonObjectBuilder message(String text) {
        return JsonParts.object().add("text", text);
    }

    private static String rule(Finding finding) {
        String id = finding.category()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        return id.isEmpty() ? "general" : id;
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    /** A relative reference (RFC 3986): all but unreserved characters and slashes is percent-encoded. */
    private static String uri(String path) {
        return path.codePoints()
                .mapToObj(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)
                        ? Character.toString(c)
                        : encoded(Character.toString(c)))
                .collect(Collectors.joining());
    }

    private static String encoded(String character) {
        StringBuilder out = new StringBuilder();
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            out.append(String.format("%%%02X", b));
        }
        return out.toString();
    }
}
