package lakehouse.gateway.audit.report;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Fingerprint;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.json.JsonParts;

/** A grounded finding of an earlier audit. */
record KnownFinding(
        String fingerprint,
        String path,
        int line,
        Severity severity,
        String category,
        String code,
        String explanation) {

    static List<KnownFinding> of(AuditReport report) {
        List<KnownFinding> known = new ArrayList<>();
        for (Map.Entry<CheckedFinding, String> one :
                Fingerprint.of(report.grounded()).entrySet()) {
            CheckedFinding finding = one.getKey();
            known.add(new KnownFinding(
                    one.getValue(),
                    finding.path(),
                    finding.startLine(),
                    finding.finding().severity(),
                    finding.finding().category(),
                    finding.code(),
                    finding.finding().explanation()));
        }
        return known;
    }

    /** Out of a report that this gateway, or another, once wrote: SARIF, or the JSON of an audit. */
    static List<KnownFinding> of(JsonObject report) {
        List<KnownFinding> known = new ArrayList<>();
        for (JsonObject run : JsonParts.objects(report.get("runs"))) {
            JsonParts.objects(run.get("results")).forEach(result -> known.add(ofSarif(result)));
        }
        JsonParts.objects(report.get("findings")).forEach(finding -> known.add(ofJson(finding)));
        return known;
    }

    private static KnownFinding ofJson(JsonObject json) {
        String path = json.getString("path", "");
        String category = json.getString("category", "");
        String code = json.getString("code", "");
        return new KnownFinding(
                json.getString("fingerprint", Fingerprint.name(path, category, code)),
                path,
                json.getInt("start_line", 0),
                severity(json.getString("severity", "")),
                category,
                code,
                json.getString("explanation", ""));
    }

    private static KnownFinding ofSarif(JsonObject json) {
        JsonObject location = JsonParts.objects(json.get("locations")).stream()
                .findFirst()
                .map(first -> object(first, "physicalLocation"))
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
        JsonObject region = object(location, "region");
        String uri = object(location, "artifactLocation").getString("uri", "");
        String path = URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
        String category = object(json, "properties").getString("category", json.getString("ruleId", ""));
        String code = object(region, "snippet").getString("text", "");
        return new KnownFinding(
                object(json, "partialFingerprints")
                        .getString(SarifReport.FINGERPRINT, Fingerprint.name(path, category, code)),
                path,
                region.getInt("startLine", 0),
                severity(object(json, "properties").getString("severity", "")),
                category,
                code,
                object(json, "message").getString("text", ""));
    }

    private static JsonObject object(JsonObject json, String name) {
        return json.get(name) instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static Severity severity(String word) {
        return Severity.of(word.toLowerCase(Locale.ROOT)).orElse(Severity.INFO);
    }
}
