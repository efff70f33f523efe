package lakehouse.gateway.audit.state;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.grounding.Verdict;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/** A part's result as the JSON on disk. */
final class PartResultJson {
    private PartResultJson() {}

    static JsonObject write(PartResult result) {
        JsonArrayBuilder findings = JsonParts.array();
        result.findings().forEach(one -> findings.add(write(one)));
        Asked asked = result.asked();
        return JsonParts.object()
                .add("id", result.id())
                .add("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
                .add("asked", write(asked))
                .add("error", text(result.error()))
                .add("findings", findings)
                .add("covers", JsonParts.texts(result.covers()))
                .build();
    }

    static JsonObjectBuilder write(Asked asked) {
        return JsonParts.object()
                .add("provider", asked.provider())
                .add("model", asked.model())
                .add("answered_by", text(asked.answeredBy()))
                .add("attempts", asked.attempts())
                .add("milliseconds", asked.millis())
                .add("prompt_tokens", asked.promptTokens())
                .add("completion_tokens", asked.completionTokens())
                .add("request_id", asked.requestId());
    }

    private static JsonObjectBuilder write(CheckedFinding one) {
        Finding finding = one.finding();
        JsonArrayBuilder parts = JsonParts.array();
        one.parts().forEach(parts::add);
        return JsonParts.object()
                .add("verdict", one.verdict().word())
                .add("reason", one.reason())
                .add("path", one.path())
                .add("start_line", one.startLine())
                .add("end_line", one.endLine())
                .add("deleted", one.deleted())
                .add("code", one.code())
                .add("parts", parts)
                .add(
                        "claim",
                        JsonParts.object()
                                .add("path", finding.path())
                                .add("start_line", finding.startLine())
                                .add("end_line", finding.endLine())
                                .add("quote", finding.quote())
                                .add("severity", finding.severity().word())
                                .add("category", finding.category())
                                .add("explanation", finding.explanation())
                                .add("suggestion", finding.suggestion())
                                .add(
                                        "confidence",
                                        finding.confidence() == null
                                                ? JsonValue.NULL
                                                : JsonParts.number(BigDecimal.valueOf(finding.confidence()))));
    }

    static PartResult read(JsonObject json) {
        return new PartResult(
                json.getString("id"),
                PartResult.Outcome.valueOf(json.getString("outcome").toUpperCase(Locale.ROOT)),
                asked(json.getJsonObject("asked")),
                text(json, "error"),
                json.getJsonArray("findings").getValuesAs(PartResultJson::finding),
                json.getJsonArray("covers").getValuesAs(JsonString::getString));
    }

    static Asked asked(JsonObject json) {
        return new Asked(
                json.getString("provider"),
                json.getString("model"),
                text(json, "answered_by"),
                json.getInt("attempts"),
                json.getJsonNumber("milliseconds").longValue(),
                json.getJsonNumber("prompt_tokens").longValue(),
                json.getJsonNumber("completion_tokens").longValue(),
                json.getString("request_id"));
    }

    private static CheckedFinding finding(JsonObject json) {
        JsonObject claim = json.getJsonObject("claim");
        JsonArray parts = json.getJsonArray("parts");
        return new CheckedFinding(
                new Finding(
                        claim.getString("path"),
                        claim.getInt("start_line"),
                        claim.getInt("end_line"),
                        claim.getString("quote"),
                        Severity.valueOf(claim.getString("severity").toUpperCase(Locale.ROOT)),
                        claim.getString("category"),
                        claim.getString("explanation"),
                        claim.getString("suggestion"),
                        claim.get("confidence") instanceof JsonNumber number ? number.doubleValue() : null),
                Verdict.valueOf(json.getString("verdict").toUpperCase(Locale.ROOT)),
                json.getString("reason"),
                json.getString("path"),
                json.getInt("start_line"),
                json.getInt("end_line"),
                json.getBoolean("deleted"),
                json.getString("code"),
                parts.getValuesAs(JsonString::getString));
    }

    private static JsonValue text(@Nullable String value) {
        return value == null ? JsonValue.NULL : JsonParts.text(value);
    }

    private static @Nullable String text(JsonObject json, String name) {
        return json.get(name) instanceof JsonString string ? string.getString() : null;
    }
}
