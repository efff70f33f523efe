package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, PT0S", "7, PT7S", " 7 , PT7S", "1.5, PT1.5S", "999999999, PT277777H46M39S"})
    void readsSeconds(String header, Duration wait) {
        assertThat(RetryAfter.of(header, NOW)).isEqualTo(wait);
    }

    @Test
    void readsADate() {
        assertThat(RetryAfter.of("Thu, 01 Jan 2026 00:00:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void takesADateThatIsOverForNow() {
        assertThat(RetryAfter.of("Wed, 31 Dec 2025 23:59:00 GMT", NOW)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1e3", "99999999999", "2026-01-01"})
    void leavesOutWhatItCannotRead(String header) {
        assertThat(RetryAfter.of(header, NOW)).isNull();
        assertThat(RetryAfter.of(null, NOW)).isNull();
    }
}
