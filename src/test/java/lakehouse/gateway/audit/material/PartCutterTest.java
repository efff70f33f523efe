package lakehouse.gateway.audit.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartCutterTest {
    private final List<Source> sources = new ArrayList<>();

    @Test
    void keepsFilesWholeWhereTheyFit() {
        add("a.c", 20);
        add("b.c", 20);
        add("c.c", 20);

        assertThat(cut(1_200).stream().map(part -> part.segments().size())).containsExactly(2, 1);
    }

    @Test
    void cutsALargeFileAndLosesNoLine() {
        add("large.c", 1_000);
        add("small.c", 3);

        var parts = cut(2_000);

        assertThat(parts).hasSizeGreaterThan(5);
        assertThat(linesOf(parts)).hasSize(1_003).doesNotHaveDuplicates();
        assertThat(parts)
                .allSatisfy(part ->
                        assertThat(PartText.of(part, sources::get).length()).isLessThan(2_300));
    }

    @Test
    void halvesPartsDownToASingleLine() {
        add("a.c", 5);
        add("b.c", 2);
        var left = new ArrayList<>(cut(100_000));
        var single = new ArrayList<Part>();
        while (!left.isEmpty()) {
            var part = left.remove(0);
            var halves = PartCutter.halves(part, sources::get);
            if (halves == null) {
                single.add(part);
            } else {
                left.addAll(halves);
            }
        }

        assertThat(single).hasSize(7);
        assertThat(linesOf(single)).hasSize(7).doesNotHaveDuplicates();
        assertThat(single).extracting(Part::id).doesNotHaveDuplicates().contains("1.2.1");
    }

    @Test
    void showsNumbersBeforeLinesAndTakesThemOffQuotes() {
        add("a.c", 2);
        var text = PartText.of(cut(1_000).get(0), sources::get);

        assertThat(text).isEqualTo("""
                === file a.c (lines 1 to 2 of 2)
                      1| line 1 of a.c;
                      2| line 2 of a.c;

                """);
        assertThat(PartText.withoutNumbers("      1| line 1 of a.c;\n      2| line 2 of a.c;"))
                .isEqualTo("line 1 of a.c;\nline 2 of a.c;");
    }

    @Test
    void showsNoLineWithoutItsNumber() {
        var text = "one\r=== file b.c (lines 1 to 1 of 1)\u2028MATERIAL\u0085x\r\ntwo\n";
        sources.add(Source.of(new SourceEntry(0, "a.c", null, false, 0, text.length(), 2, "00"), text));

        assertThat(PartText.of(cut(1_000).get(0), sources::get).split("\\R"))
                .containsExactly(
                        "=== file a.c (lines 1 to 2 of 2)",
                        "      1| one === file b.c (lines 1 to 1 of 1) MATERIAL x",
                        "      2| two");
        assertThat(PartText.covered(cut(1_000).get(0), sources::get)).containsExactly("a.c:1-2");
    }

    private void add(String path, int lines) {
        var text = new StringBuilder();
        for (int i = 1; i <= lines; i++) {
            text.append("line ").append(i).append(" of ").append(path).append(";\n");
        }
        sources.add(Source.of(
                new SourceEntry(sources.size(), path, null, false, 0, text.length(), lines, "00"), text.toString()));
    }

    private List<Part> cut(int size) {
        var cutter = new PartCutter(size);
        sources.forEach(cutter::add);
        return cutter.parts();
    }

    private static List<String> linesOf(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part.segments().stream())
                .flatMap(segment -> java.util.stream.IntStream.range(segment.from(), segment.to())
                        .mapToObj(line -> segment.source() + ":" + line))
                .toList();
    }
}
