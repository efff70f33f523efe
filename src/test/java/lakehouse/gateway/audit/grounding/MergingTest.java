package lakehouse.gateway.audit.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MergingTest {

    @Test
    void makesOneOfTwoThatSayTheSame() {
        var merged = Merging.merge(List.of(
                finding("race", "a();", 5, 5, Severity.LOW, 0.4, "1"),
                finding("Race", "a();  b();", 5, 6, Severity.HIGH, 0.9, "2")));

        assertThat(merged).hasSize(1);
        assertThat(merged.get(0).parts()).containsExactly("1", "2");
        assertThat(merged.get(0).finding().severity()).isEqualTo(Severity.HIGH);
        assertThat(merged.get(0).finding().confidence()).isEqualTo(0.9);
    }

    @Test
    void keepsTwoFlawsOnOneLineApart() {
        assertThat(Merging.merge(List.of(
                        finding("race", "a();", 5, 5, Severity.LOW, 0.4, "1"),
                        finding("leak", "a();", 5, 5, Severity.LOW, 0.4, "1"))))
                .hasSize(2);
    }

    @Test
    void keepsTheSameFlawInTwoPlacesApart() {
        assertThat(Merging.merge(List.of(
                        finding("race", "a();", 5, 5, Severity.LOW, 0.4, "1"),
                        finding("race", "a();", 9, 9, Severity.LOW, 0.4, "1"))))
                .hasSize(2);
    }

    @Test
    void putsTheWorstFirst() {
        assertThat(Merging.merge(List.of(
                        finding("one", "a();", 5, 5, Severity.INFO, 0.4, "1"),
                        finding("two", "b();", 9, 9, Severity.CRITICAL, 0.4, "1"))))
                .extracting(one -> one.finding().severity())
                .containsExactly(Severity.CRITICAL, Severity.INFO);
    }

    private static CheckedFinding finding(
            String category, String quote, int start, int end, Severity severity, double confidence, String part) {
        return new CheckedFinding(
                new Finding("a.c", start, end, quote, severity, category, "Why.", "", confidence),
                Verdict.GROUNDED,
                "",
                "a.c",
                start,
                end,
                false,
                quote,
                List.of(part));
    }
}
