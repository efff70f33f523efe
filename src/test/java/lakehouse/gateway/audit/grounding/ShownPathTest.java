package lakehouse.gateway.audit.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lakehouse.gateway.audit.material.PartCutter;
import lakehouse.gateway.audit.material.PartText;
import lakehouse.gateway.audit.material.Source;
import lakehouse.gateway.audit.material.SourceEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that takes the prompt by the letter names the file by the line that shows it. */
class ShownPathTest {
    private static final String DIFF = """
            diff --git a/src/old name (1).c b/src/new.c
            --- a/src/old name (1).c
            +++ b/src/new.c
            @@ -1,1 +1,2 @@
             int first_line;
            +int second_line;
            """;

    private final List<Source> sources = List.of(
            Source.of(new SourceEntry(0, "src/new.c", "src/old name (1).c", true, 0, DIFF.length(), 2, ""), DIFF),
            Source.of(new SourceEntry(1, "doc/a (lines).txt", null, false, 0, 20, 1, ""), "int second_line;\n"));

    @ParameterizedTest
    @ValueSource(strings = {"%s", "=== %s", "`%s`", "\"%s\""})
    void findsTheFileByTheLineThatNamesIt(String form) {
        var grounding = new Grounding(path ->
                sources.stream().filter(one -> one.entry().isNamed(path)).toList());
        var cutter = new PartCutter(100_000);
        sources.forEach(cutter::add);
        var named = PartText.of(cutter.parts().get(0), sources::get)
                .lines()
                .filter(line -> line.startsWith("=== "))
                .map(line -> form.formatted(line.substring(4)))
                .toList();

        assertThat(named).hasSize(2);
        assertThat(named.stream().map(path -> grounding.check(finding(path), "1")))
                .extracting(CheckedFinding::verdict, CheckedFinding::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Verdict.GROUNDED, "src/new.c"),
                        org.assertj.core.groups.Tuple.tuple(Verdict.GROUNDED, "doc/a (lines).txt"));
    }

    private static Finding finding(String path) {
        return new Finding(path, 1, 1, "int second_line;", Severity.LOW, "x", "x", "", null);
    }
}
