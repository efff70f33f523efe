package lakehouse.gateway.upstream;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/**
 * What of an upstream's headers goes on to the caller: only what parses as its name promises, and is short. Anything else
 * could be markup, terminal codes, a header of its own or a megabyte.
 */
final class EchoedHeaders {
    private static final String LIMITS = "x-ratelimit-";
    private static final String WAIT = "retry-after-ms";
    private static final int MOST = 24;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_VALUE = 64;
    private static final int LONGEST_ID = 128;

    /** RFC 9110, section 5.6.2, without what no vendor uses. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,9})?");

    /** A number, {@code 100;w=60} as in IETF drafts and lists of these, or a time such as {@code 6m0s} (OpenAI, Groq). */
    private static final Pattern LIMIT = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?"
            + "|[0-9]{1,18}(;[a-z]{1,16}=[0-9]{1,18})*(, ?[0-9]{1,18}(;[a-z]{1,16}=[0-9]{1,18})*)*"
            + "|([0-9]{1,9}(\\.[0-9]{1,9})?(d|h|ms|m|s|us|ns))+");

    private EchoedHeaders() {}

    /** What an upstream says of its limits and how much of them is left, by names in small letters. */
    static Map<String, String> limits(ClassicHttpResponse response) {
        Map<String, String> limits = Map.of();
        for (Header header : response.getHeaders()) {
            String name = header.getName();
            // Nearly all headers are others, and each call has some twenty.
            if (name.length() <= LONGEST_NAME && (starts(name, LIMITS) || name.equalsIgnoreCase(WAIT))) {
                limits = with(limits, name.toLowerCase(Locale.ROOT), header.getValue());
            }
        }
        return limits;
    }

    private static boolean starts(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private static Map<String, String> with(Map<String, String> limits, String name, @Nullable String value) {
        if (value == null
                || value.length() > LONGEST_VALUE
                || limits.size() >= MOST
                || limits.containsKey(name)
                || !NAME.matcher(name).matches()
                || !isOfKind(name, value)) {
            return limits;
        }
        Map<String, String> more = limits.isEmpty() ? new LinkedHashMap<>() : limits;
        more.put(name, value);
        return more;
    }

    private static boolean isOfKind(String name, String value) {
        return name.equals(WAIT)
                ? MILLISECONDS.matcher(value).matches()
                : LIMIT.matcher(value).matches() || isTime(value);
    }

    private static boolean isTime(String value) {
        try {
            Instant.parse(value);
            return true;
        } catch (DateTimeParseException e) {
            return RetryAfter.isDate(value);
        }
    }

    /** An upstream's id of a request; null when it is none. */
    static @Nullable String id(@Nullable String value) {
        return value != null
                        && !value.isEmpty()
                        && value.length() <= LONGEST_ID
                        && value.chars().allMatch(letter -> letter > ' ' && letter <= '~')
                ? value
                : null;
    }
}
