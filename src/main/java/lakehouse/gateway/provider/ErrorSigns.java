package lakehouse.gateway.provider;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * What an error body says in codes and figures, wherever in it they stand. They are surer than its words: a text about a
 * limit per minute may link to a page about billing.
 *
 * @param codes error codes, types and states, in lower case
 * @param status the HTTP status that the body itself names, 400 to 599; 0 when it names none
 * @param waitSeconds how long to wait, by the body; 0 when it does not say
 */
record ErrorSigns(List<String> codes, int status, long waitSeconds) {
    private static final Set<String> CODES = Set.of(
            "code",
            "type",
            "status",
            "reason",
            "error_type",
            "error_code",
            "errorCode",
            "errcode",
            "name",
            "quotaId",
            "quota_id",
            "quota_limit",
            "limit_type",
            "error");
    private static final Set<String> STATUSES = Set.of(
            "code", "status", "status_code", "statusCode", "http_code", "httpCode", "http_status", "raw_status_code");

    /** Members that say how long to wait, with what their unit has to be multiplied by to make seconds. */
    private static final Map<String, BigDecimal> WAITS = Map.of(
            "retryDelay", BigDecimal.ONE,
            "retry_after", BigDecimal.ONE,
            "retryAfter", BigDecimal.ONE,
            "retry_after_seconds", BigDecimal.ONE,
            "resets_in_seconds", BigDecimal.ONE,
            "retry_after_ms", new BigDecimal("0.001"));

    private static final Pattern WAIT_IN_WORDS = Pattern.compile(
            "(?i)(?:try again|retry|retrying|wait)(?: again)?(?: in| after)?:? (?:about |~)?(?:(\\d{1,4})h)?(?:(\\d{1,5})m(?!s))?"
                    + "(\\d{1,9}(?:\\.\\d{1,12})?)? ?(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)?\\b");
    private static final Pattern STATUS_IN_WORDS = Pattern.compile(
            "(?i)^\\W{0,3}(?:http(?:/\\d(?:\\.\\d)?)? |(?:error|status)(?: code)?:? ?)?([45]\\d\\d)\\b|(?:status(?: code)?|error code):? ?([45]\\d\\d)\\b");

    private static final int DEEPEST = 8;
    private static final int MOST = 64;

    /** Reads a body, and the words that were found in it. */
    static ErrorSigns of(String body, VendorError error) {
        Search search = new Search();
        try {
            search.see(JsonSyntax.value(ErrorText.payload(body)), 0);
        } catch (MalformedJsonException e) {
            // No JSON: only the words are left.
        }
        search.code(error.type());
        search.code(error.code());
        String words = ErrorText.start(error.message());
        if (search.status == 0) {
            search.status = statusInWords(words);
        }
        if (search.wait == 0) {
            search.wait = waitInWords(words);
        }
        return new ErrorSigns(List.copyOf(search.codes), search.status, search.wait);
    }

    /** Whether any of the codes holds one of these parts. */
    boolean has(List<String> parts) {
        return codes.stream().anyMatch(code -> parts.stream().anyMatch(code::contains));
    }

    private static int statusInWords(String words) {
        Matcher found = STATUS_IN_WORDS.matcher(words);
        if (!found.find()) {
            return 0;
        }
        return Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1));
    }

    private static long waitInWords(String words) {
        Matcher found = WAIT_IN_WORDS.matcher(words);
        while (found.find()) {
            double seconds = 3600 * number(found.group(1)) + 60 * number(found.group(2));
            String unit = found.group(4) == null ? "" : found.group(4).toLowerCase(Locale.ROOT);
            if (found.group(3) != null && !unit.isEmpty()) {
                seconds += number(found.group(3)) * factor(unit);
            }
            if (seconds > 0) {
                return (long) Math.ceil(seconds);
            }
        }
        return 0;
    }

    private static double factor(String unit) {
        if (unit.startsWith("ms") || unit.startsWith("milli")) {
            return 0.001;
        }
        return unit.startsWith("m") ? 60 : unit.startsWith("h") ? 3600 : 1;
    }

    private static double number(@Nullable String text) {
        return text == null || text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    /** Collects while it goes through a body. */
    private static final class Search {
        private final List<String> codes = new ArrayList<>();
        private int status;
        private long wait;

        private void see(JsonValue value, int depth) {
            if (depth > DEEPEST) {
                return;
            }
            if (value instanceof JsonObject object) {
                object.forEach((name, member) -> {
                    member(name, member);
                    see(member, depth + 1);
                });
            } else if (value instanceof JsonArray list) {
                list.forEach(item -> see(item, depth + 1));
            } else if (value instanceof JsonString text
                    && text.getString().stripLeading().startsWith("{")) {
                // One vendor's body as a text inside another's.
                try {
                    see(JsonSyntax.object(text.getString()), depth + 1);
                } catch (MalformedJsonException e) {
                    return;
                }
            }
        }

        private void member(String name, JsonValue value) {
            String text = ErrorText.scalar(value);
            if (text == null) {
                return;
            }
            if (CODES.contains(name) && !(value instanceof JsonNumber) && text.length() <= 100) {
                code(text);
            }
            if (STATUSES.contains(name) && status == 0 && text.matches("[45]\\d\\d")) {
                status = Integer.parseInt(text);
            }
            BigDecimal unit = WAITS.get(name);
            if (unit != null && wait == 0 && text.matches("\\d{1,9}(\\.\\d{1,12})?s?")) {
                wait = new BigDecimal(text.replace("s", ""))
                        .multiply(unit)
                        .setScale(0, java.math.RoundingMode.CEILING)
                        .longValue();
            }
        }

        private void code(@Nullable String text) {
            if (text != null && codes.size() < MOST) {
                codes.add(text.toLowerCase(Locale.ROOT));
            }
        }
    }
}
