package lakehouse.gateway.upstream;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import lakehouse.gateway.failure.UpstreamEvidence;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3), and vendors' {@code retry-after-ms}. */
public final class RetryAfter {
    /** No honest upstream asks for more; quotas are per month at most. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private static final int LONGEST_TEXT = 40;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final DateTimeFormatter WRITTEN = format("EEE, dd MMM yyyy HH:mm:ss 'GMT'");

    /** RFC 9110, section 5.6.7: recipients take all three; the year of the second has two digits. */
    private static final List<DateTimeFormatter> DATES = List.of(
            WRITTEN,
            format("EEE, d MMM yyyy HH:mm:ss 'GMT'"),
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 2000)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.US),
            format("EEE MMM ppd HH:mm:ss yyyy"));

    private RetryAfter() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }

    /**
     * How long to wait.
     *
     * @param header the header as sent; null when there is none
     * @return zero or more; null when there is no header, or it cannot be read or believed
     */
    public static @Nullable Duration of(@Nullable String header, Instant now) {
        if (header == null || header.length() > LONGEST_TEXT) {
            return null;
        }
        String value = header.strip();
        if (SECONDS.matcher(value).matches()) {
            return believed(Duration.ofNanos((long) (Double.parseDouble(value) * 1e9)));
        }
        Instant date = date(value);
        return date == null ? null : believed(Duration.between(now, date));
    }

    /** How long a provider that failed asked to wait, in its finest unit; null when it did not say. */
    public static @Nullable Duration asked(UpstreamEvidence evidence, Instant now) {
        String milliseconds = evidence.limits().get("retry-after-ms");
        return milliseconds == null
                ? of(evidence.retryAfter(), now)
                : believed(Duration.ofNanos((long) (Double.parseDouble(milliseconds) * 1e6)));
    }

    /** What a caller is told: whole seconds, or the date in the one form that is to be written; null when it is neither. */
    public static @Nullable String told(@Nullable String header, Instant now) {
        Duration wait = of(header, now);
        if (header == null || wait == null) {
            return null;
        }
        Instant date = date(header.strip());
        return date == null
                ? String.valueOf(wait.plusMillis(999).toSeconds())
                : WRITTEN.format(date.atOffset(ZoneOffset.UTC));
    }

    static boolean isDate(String value) {
        return date(value) != null;
    }

    private static @Nullable Instant date(String value) {
        for (DateTimeFormatter format : DATES) {
            try {
                return LocalDateTime.parse(value, format).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                // Perhaps another one.
            }
        }
        return null;
    }

    private static @Nullable Duration believed(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? null : wait;
    }
}
