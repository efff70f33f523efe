package lakehouse.gateway.audit.report;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Fingerprint;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.grounding.Verdict;
import lakehouse.gateway.audit.state.Opinion;
import lakehouse.gateway.audit.state.PartResult;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** The report as JSON, and its progress figures alone. */
public final class JsonReport {
    private JsonReport() {}

    /** The whole report. */
    public static JsonObject of(AuditReport report) {
        return JsonParts.object()
                .add("id", report.id())
                .add("object", "gateway.audit")
                .add("title", report.request().title())
                .add("model", report.request().model())
                .add("focus", report.request().focus())
                .add("confirm", text(report.request().confirm()))
                .add("asked_by", report.request().owner())
                .add("gateway", report.request().gateway())
                .add("prompts", report.request().prompts())
                .add("origin", report.request().origin().json())
                .add("state", report.state())
                .add("created_at", report.request().createdAt().toString())
                .add(
                        "ended_at",
                        text(report.endedAt() == null ? null : report.endedAt().toString()))
                .add("milliseconds", report.time().toMillis())
                .add("headline", report.headline())
                .add("progress", progress(report))
                .add("usage", usage(report))
                .add("material", material(report))
                .add("findings", findings(report, report.grounded()))
                .add("ungrounded", findings(report, report.ungrounded()))
                .add("parts", parts(report))
                .build();
    }

    /** An audit as one of a list, without members of members. */
    public static JsonObject summary(AuditReport report) {
        return JsonParts.object()
                .add("id", report.id())
                .add("object", "gateway.audit")
                .add("state", report.state())
                .add("created_at", report.request().createdAt().toString())
                .add(
                        "ended_at",
                        text(report.endedAt() == null ? null : report.endedAt().toString()))
                .add("model", report.request().model())
                .add("parts", report.partsTotal())
                .add("parts_done", report.asked().size())
                .add("headline", report.headline())
                .add("title", report.request().title())
                .build();
    }

    /** How far an audit is, in names and numbers without any text from outside. */
    public static JsonObject progress(AuditReport report) {
        JsonObjectBuilder json = JsonParts.object()
                .add("state", report.state())
                .add("parts", report.partsTotal())
                .add("parts_done", report.asked().size())
                .add("parts_failed", report.failed().size())
                .add("findings", report.findings().size());
        for (Verdict verdict : Verdict.values()) {
            json.add(verdict.word(), report.count(verdict));
        }
        for (Severity severity : Severity.values()) {
            json.add(severity.word(), report.count(severity));
        }
        return json.build();
    }

    private static JsonObjectBuilder usage(AuditReport report) {
        return JsonParts.object()
                .add("prompt_tokens", report.sum(asked -> asked.promptTokens()))
                .add("completion_tokens", report.sum(asked -> asked.completionTokens()))
                .add("requests", report.sum(asked -> asked.attempts()))
                .add("milliseconds", report.sum(asked -> asked.millis()));
    }

    private static JsonObjectBuilder material(AuditReport report) {
        JsonArrayBuilder left = JsonParts.array();
        report.material()
                .leftOut()
                .forEach(one ->
                        left.add(JsonParts.object().add("path", one.path()).add("reason", one.reason())));
        JsonArrayBuilder sources = JsonParts.array();
        report.material()
                .sources()
                .forEach(one -> sources.add(JsonParts.object()
                        .add("path", one.path())
                        .add("old_path", text(one.oldPath()))
                        .add("changes", one.diff())
                        .add("lines", one.lines())
                        .add("sha256", one.sha256())));
        return JsonParts.object()
                .add("files", report.material().sources().size())
                .add("lines", report.material().lines())
                .add("bytes", report.material().bytes())
                .add("sha256", report.material().sha256())
                .add("sources", sources)
                .add("left_out", left);
    }

    private static JsonArrayBuilder findings(AuditReport report, List<CheckedFinding> findings) {
        Map<CheckedFinding, String> fingerprints = Fingerprint.of(report.grounded());
        JsonArrayBuilder list = JsonParts.array();
        for (CheckedFinding one : findings) {
            Finding claim = one.finding();
            JsonArrayBuilder parts = JsonParts.array();
            one.parts().forEach(parts::add);
            String fingerprint = fingerprints.get(one);
            list.add(JsonParts.object()
                    .add("fingerprint", text(fingerprint))
                    .add(
                            "second_opinion",
                            opinion(
                                    fingerprint == null
                                            ? null
                                            : report.opinions().get(fingerprint)))
                    .add("verdict", one.verdict().word())
                    .add("reason", text(one.reason().isEmpty() ? null : one.reason()))
                    .add("severity", claim.severity().word())
                    .add("category", claim.category())
                    .add("path", one.path())
                    .add("start_line", one.startLine())
                    .add("end_line", one.endLine())
                    .add("deleted", one.deleted())
                    .add("code", text(one.holds() ? one.code() : null))
                    .add("quote", claim.quote())
                    .add(
                            "claimed",
                            JsonParts.object()
                                    .add("path", claim.path())
                                    .add("start_line", claim.startLine())
                                    .add("end_line", claim.endLine()))
                    .add("explanation", claim.explanation())
                    .add("suggestion", claim.suggestion())
                    .add(
                            "confidence",
                            claim.confidence() == null
                                    ? JsonValue.NULL
                                    : JsonParts.number(BigDecimal.valueOf(claim.confidence())))
                    .add("parts", parts));
        }
        return list;
    }

    private static JsonValue opinion(@Nullable Opinion opinion) {
        return opinion == null
                ? JsonValue.NULL
                : JsonParts.object()
                        .add("view", opinion.view().word())
                        .add("reason", opinion.reason())
                        .add("quote", opinion.quote())
                        .add("provider", opinion.asked().provider())
                        .add("model", opinion.asked().model())
                        .build();
    }

    private static JsonArrayBuilder parts(AuditReport report) {
        JsonArrayBuilder list = JsonParts.array();
        for (PartResult part : report.results()) {
            list.add(JsonParts.object()
                    .add("id", part.id())
                    .add("outcome", part.outcome().name().toLowerCase(Locale.ROOT))
                    .add("error", text(part.error()))
                    .add("covers", JsonParts.texts(part.covers()))
                    .add("provider", part.asked().provider())
                    .add("model", part.asked().model())
                    .add("answered_by", text(part.asked().answeredBy()))
                    .add("requests", part.asked().attempts())
                    .add("milliseconds", part.asked().millis())
                    .add("prompt_tokens", part.asked().promptTokens())
                    .add("completion_tokens", part.asked().completionTokens())
                    .add("request_id", part.asked().requestId()));
        }
        return list;
    }

    private static JsonValue text(@Nullable String value) {
        return value == null ? JsonValue.NULL : JsonParts.text(value);
    }
}
