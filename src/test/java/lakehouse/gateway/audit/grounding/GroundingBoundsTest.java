package lakehouse.gateway.audit.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lakehouse.gateway.audit.material.Source;
import lakehouse.gateway.audit.material.SourceEntry;
import org.junit.jupiter.api.Test;

/** What material and reply may be made for: to keep the check busy. */
class GroundingBoundsTest {

    @Test
    void findsTheNearestOfAMillionPlaces() {
        var text = "a a a a a a a a a a\n".repeat(100_000);
        var source = Source.of(new SourceEntry(0, "a.txt", null, false, 0, text.length(), 100_000, "00"), text);
        var grounding = new Grounding(path -> List.of(source));

        var checked = grounding.check(finding("a", 70_000), "1");

        assertThat(checked.verdict()).isEqualTo(Verdict.GROUNDED);
        assertThat(checked.startLine()).isEqualTo(70_000);
    }

    private static Finding finding(String quote, int line) {
        return new Finding("a.txt", line, line, quote, Severity.LOW, "any", "Why.", "", null);
    }
}
