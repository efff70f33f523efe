package lakehouse.gateway.audit.work;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Severity;
import org.jspecify.annotations.Nullable;

/** Reads the findings out of what a model said. Forgives what stands around the JSON, not what is missing in it. */
final class ReplyReader {
    private static final int MAX_LINE = 100_000_000;

    /** Far more than anybody reads. What the check costs grows with both. */
    private static final int MAX_FINDINGS = 500;

    private static final int MAX_QUOTE = 10_000;

    private ReplyReader() {}

    /**
     * Reads a reply.
     *
     * @throws InvalidReplyException when it does not hold the JSON that was asked for
     */
    static List<Finding> read(String reply) throws InvalidReplyException {
        JsonArray list = ReplyJson.findings(reply);
        if (list.size() > MAX_FINDINGS) {
            throw new InvalidReplyException(
                    "It has " + list.size() + " findings. Report the worst " + MAX_FINDINGS + " at most.");
        }
        List<Finding> findings = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof JsonObject object)) {
                throw new InvalidReplyException("findings[" + i + "] is not an object.");
            }
            findings.add(finding(object, "findings[" + i + "]."));
        }
        return findings;
    }

    private static Finding finding(JsonObject json, String place) throws InvalidReplyException {
        String severity = text(json, "severity", place);
        String quote = text(json, "quote", place);
        if (quote.length() > MAX_QUOTE) {
            throw new InvalidReplyException(
                    place + "quote is longer than " + MAX_QUOTE + " characters. Quote one to five lines.");
        }
        int start = line(json, "start_line", place);
        int end = json.containsKey("end_line") ? line(json, "end_line", place) : start;
        return new Finding(
                text(json, "path", place).strip(),
                start,
                Math.max(start, end),
                quote,
                Severity.of(severity)
                        .orElseThrow(() -> new InvalidReplyException(place + "severity is \"" + severity
                                + "\". Write critical, high, medium, low or info.")),
                orElse(json, "category", "general"),
                text(json, "explanation", place).strip(),
                orElse(json, "suggestion", ""),
                confidence(json.get("confidence")));
    }

    private static String text(JsonObject json, String name, String place) throws InvalidReplyException {
        if (json.get(name) instanceof JsonString text && !text.getString().isBlank()) {
            return text.getString();
        }
        throw new InvalidReplyException(place + name + " must be a text that is not empty.");
    }

    private static String orElse(JsonObject json, String name, String otherwise) {
        boolean given =
                json.get(name) instanceof JsonString text && !text.getString().isBlank();
        return given ? json.getString(name).strip() : otherwise;
    }

    private static int line(JsonObject json, String name, String place) throws InvalidReplyException {
        JsonValue value = json.get(name);
        if (value instanceof JsonNumber number && number.isIntegral()) {
            long line = number.longValue();
            if (line >= 0 && line <= MAX_LINE) {
                return (int) line;
            }
        } else if (value instanceof JsonString text && text.getString().strip().matches("\\d{1,8}")) {
            return Integer.parseInt(text.getString().strip());
        } else if (value == null || value == JsonValue.NULL) {
            // The check finds the quote without it, and says so.
            return 0;
        }
        throw new InvalidReplyException(place + name + " must be a line number.");
    }

    private static @Nullable Double confidence(@Nullable JsonValue value) {
        if (value instanceof JsonNumber number) {
            double given = number.doubleValue();
            return given > 1 && given <= 100 ? given / 100 : Math.max(0, Math.min(1, given));
        }
        return null;
    }
}
