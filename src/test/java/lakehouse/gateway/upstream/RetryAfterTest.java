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
    @CsvSource({"0, PT0S", "7, PT7S", " 7 , PT7S", "1.5, PT1.5S", "2678400, PT744H"})
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
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "1e3",
                "99999999999",
                "2678401",
                "999999999",
                "2026-01-01",
                "1 20",
                "5\rX: y",
                "5\u001b[31m",
                "<b>5</b>",
                "0x5",
                "+5",
                "Thu, 01 Jan 2027 00:00:30 GMT",
                "Thu, 32 Jan 2026 00:00:30 GMT"
            })
    void leavesOutWhatItCannotRead(String header) {
        assertThat(RetryAfter.of(header, NOW)).isNull();
        assertThat(RetryAfter.of(null, NOW)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thu, 01 Jan 2026 00:00:30 GMT",
                "Thursday, 01-Jan-26 00:00:30 GMT",
                "Thu Jan  1 00:00:30 2026",
                "Thu, 1 Jan 2026 00:00:30 GMT"
            })
    void tellsEveryKindOfDateInOneForm(String header) {
        assertThat(RetryAfter.told(header, NOW)).isEqualTo("Thu, 01 Jan 2026 00:00:30 GMT");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", " 7 , 7", "1.5, 2", "0, 0"})
    void tellsWholeSeconds(String header, String told) {
        assertThat(RetryAfter.told(header, NOW)).isEqualTo(told);
    }

    @Test
    void tellsNothingThatIsNoTime() {
        assertThat(RetryAfter.told("9".repeat(100_000), NOW)).isNull();
        assertThat(RetryAfter.told(" ".repeat(100_000) + "5", NOW)).isNull();
        assertThat(RetryAfter.told(null, NOW)).isNull();
    }
}
