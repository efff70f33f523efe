package lakehouse.gateway.audit.report;

import jakarta.json.JsonObject;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.json.JsonParts;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about a finding of an earlier audit.
 *
 * @param fingerprint of the finding
 * @param accepted whether the flaw is there and may stay; otherwise the finding is false
 * @param owner who decided
 * @param until the last day on which it counts; null for always
 */
public record Judgement(
        String fingerprint,
        boolean accepted,
        String reason,
        String owner,
        LocalDate date,
        @Nullable LocalDate until) {

    static Judgement of(JsonObject json) {
        String state = text(json, "state");
        if (!state.equals("accepted") && !state.equals("false")) {
            throw invalid("state is neither accepted nor false");
        }
        return new Judgement(
                text(json, "fingerprint"),
                state.equals("accepted"),
                text(json, "reason"),
                text(json, "owner"),
                date(text(json, "date")),
                json.containsKey("until") ? date(text(json, "until")) : null);
    }

    boolean counts(LocalDate today) {
        return until == null || !today.isAfter(until);
    }

    /** In a word. */
    public String word() {
        return accepted ? "accepted" : "false";
    }

    private static String text(JsonObject json, String name) {
        String text = JsonParts.string(json, name);
        if (text == null || text.isBlank()) {
            throw invalid("it has no " + name);
        }
        return text;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw invalid("a date is not like 2025-01-31");
        }
    }

    private static RuntimeException invalid(String what) {
        return Failure.ofParam(FailureKind.INVALID_REQUEST, "judgements", "A judgement cannot be used: " + what + ".")
                .exception();
    }
}
