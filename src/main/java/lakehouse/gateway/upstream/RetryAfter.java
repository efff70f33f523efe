package lakehouse.gateway.upstream;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}: seconds or a date (RFC 9110, section 10.2.3). */
public final class RetryAfter {
    private RetryAfter() {}

    /**
     * How long to wait.
     *
     * @param header the header as sent; null when there is none
     * @return zero or more; null when there is no header or it cannot be read
     */
    public static @Nullable Duration of(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        try {
            return value.matches("\\d{1,9}(\\.\\d{1,9})?")
                    ? Duration.ofNanos((long) (Double.parseDouble(value) * 1e9))
                    : notNegative(Duration.between(now, date(value)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant date(String value) {
        return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
