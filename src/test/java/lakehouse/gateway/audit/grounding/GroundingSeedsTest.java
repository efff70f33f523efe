package lakehouse.gateway.audit.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import lakehouse.gateway.audit.material.Source;
import lakehouse.gateway.audit.material.SourceEntry;
import org.junit.jupiter.api.Test;

/** Precision and recall of the check, over seeded findings whose truth is known because the code was made for them. */
class GroundingSeedsTest {
    private static final int ROUNDS = 40;
    private static final int LINES = 60;
    private static final String[] WORDS = {"größe", "日本語", "naïve", "Ω", "😀", "данные", "plain", "x", "e\u0301tat"};

    private record Truth(String kind, Finding finding, Verdict verdict, String path, int line, boolean deleted) {}

    private final List<Source> sources = new ArrayList<>();
    private final List<Truth> truths = new ArrayList<>();
    private Random random = new Random(6);

    @Test
    void tellsGroundedMovedAndUngroundedFindingsApart() {
        for (int round = 0; round < ROUNDS; round++) {
            random = new Random(round);
            seedFile(round);
            seedDiff(round);
        }
        var grounding = new Grounding(path ->
                sources.stream().filter(one -> one.entry().isNamed(path)).toList());
        int truePositives = 0;
        int falsePositives = 0;
        int falseNegatives = 0;
        var wrong = new ArrayList<String>();
        for (var truth : truths) {
            var checked = grounding.check(truth.finding(), "1");
            boolean isTrue = truth.verdict() != Verdict.UNGROUNDED;
            truePositives += isTrue && checked.holds() ? 1 : 0;
            falsePositives += !isTrue && checked.holds() ? 1 : 0;
            falseNegatives += isTrue && !checked.holds() ? 1 : 0;
            boolean placed = !isTrue
                    || (checked.path().equals(truth.path())
                            && checked.startLine() == truth.line()
                            && checked.deleted() == truth.deleted());
            if (checked.verdict() != truth.verdict() || !placed) {
                wrong.add(truth + " -> " + checked);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "Grounding: %d seeded findings of %d kinds, precision %.3f, recall %.3f, %d with a wrong verdict or place%n",
                truths.size(),
                truths.stream().map(Truth::kind).distinct().count(),
                (double) truePositives / (truePositives + falsePositives),
                (double) truePositives / (truePositives + falseNegatives),
                wrong.size());
        assertThat(truths).hasSizeGreaterThanOrEqualTo(200);
        assertThat(wrong).isEmpty();
        assertThat(falsePositives).isZero();
        assertThat(falseNegatives).isZero();
    }

    private void seedFile(int round) {
        var path = "src/File" + round + ".java";
        var lines = new ArrayList<String>();
        for (int i = 1; i <= LINES; i++) {
            lines.add("\t".repeat(random.nextInt(3)) + "call_" + round + "_" + i + "(" + word() + ",  \t\"" + word()
                    + " " + word() + "\") + total" + i + "0;");
        }
        for (int i : List.of(9, 24, 39, 54)) {
            lines.set(i, "    return same" + round + "; // as before");
        }
        lines.set(30, "");
        var end = round % 2 == 0 ? "\r\n" : "\n";
        sources.add(source(path, null, false, String.join(end, lines) + end));

        int at = 1 + random.nextInt(8);
        var text = lines.get(at - 1).strip();
        add("exact", path, at, text, Verdict.GROUNDED, path, at, false);
        add("off by two", path, at + 2, text, Verdict.GROUNDED, path, at, false);
        add("changed white space", path, at, text.replaceAll("\\s+", " \n   "), Verdict.GROUNDED, path, at, false);
        add("no-break spaces", path, at, text.replaceAll("\\s+", "\u00a0"), Verdict.GROUNDED, path, at, false);
        add("tabs", path, at, "\t\t" + text.replaceAll("\\s+", "\t"), Verdict.GROUNDED, path, at, false);
        add("wrong line", path, at + 20, text, Verdict.MOVED, path, at, false);
        add("no line", path, 0, text, Verdict.MOVED, path, at, false);
        add("part of a line", path, at, text.substring(0, text.indexOf('(') + 1), Verdict.GROUNDED, path, at, false);
        var three = lines.get(at - 1) + "\n" + lines.get(at) + "\r\n" + lines.get(at + 1);
        add("several lines", path, at, three.strip(), Verdict.GROUNDED, path, at, false);
        add("over a blank line", path, 30, lines.get(29) + "\n" + lines.get(31), Verdict.GROUNDED, path, 30, false);
        add("numbers copied", path, at, " %6d| %s".formatted(at, text), Verdict.GROUNDED, path, at, false);
        add("repeated, third one", path, 40, "return same" + round + ";", Verdict.GROUNDED, path, 40, false);
        add("repeated, nearest one", path, 46, "return same" + round + ";", Verdict.MOVED, path, 40, false);
        add("prefix of a diff", "b/" + path, at, text, Verdict.GROUNDED, path, at, false);

        add("other case", path, at, text.replace("call", "Call"), Verdict.UNGROUNDED, path, at, false);
        add("cut word", path, at, text.substring(0, text.length() - 2), Verdict.UNGROUNDED, path, at, false);
        add("cut word at the start", path, at, text.substring(1), Verdict.UNGROUNDED, path, at, false);
        add("invented", path, at, text.replace("total", "sum"), Verdict.UNGROUNDED, path, at, false);
        add("space taken out", path, at, text.replaceAll("\\s+", ""), Verdict.UNGROUNDED, path, at, false);
        add(
                "elision",
                path,
                at,
                text.substring(0, 8) + " ... " + text.substring(12),
                Verdict.UNGROUNDED,
                path,
                at,
                false);
        add("lines left out", path, at, lines.get(at) + "\n" + lines.get(at + 2), Verdict.UNGROUNDED, path, at, false);
        add("no such file", "src/None" + round + ".java", at, text, Verdict.UNGROUNDED, path, at, false);
        add("punctuation alone", path, at, ");", Verdict.UNGROUNDED, path, at, false);
        var decomposed = Normalizer.normalize(text + "é", Normalizer.Form.NFD);
        add("decomposed Unicode", path, at, decomposed, Verdict.UNGROUNDED, path, at, false);
        var unicode = "src/Unicode" + round + ".java";
        sources.add(source(unicode, null, false, "a();\nString s = \"größe " + round + " état 😀\";\nb();\n"));
        add("Unicode", unicode, 2, "\"größe " + round + " état 😀\"", Verdict.GROUNDED, unicode, 2, false);
        var nfd = Normalizer.normalize("\"größe " + round, Normalizer.Form.NFD);
        add("other Unicode form", unicode, 2, nfd, Verdict.UNGROUNDED, unicode, 2, false);
    }

    /** Old lines 10 to 17 and new lines 12 to 19, in a file that was renamed in every other round. */
    private void seedDiff(int round) {
        boolean renamed = round % 2 == 0;
        var path = "lib/New" + round + ".py";
        var oldPath = renamed ? "lib/Old" + round + ".py" : path;
        var w = word();
        var diff = "diff --git a/" + oldPath + " b/" + path + "\n"
                + (renamed ? "similarity index 90%\nrename from " + oldPath + "\nrename to " + path + "\n" : "")
                + "--- a/" + oldPath + "\n+++ b/" + path + "\n@@ -10,8 +12,8 @@ def f" + round + "():\n"
                + " before_one_" + round + "(" + w + ")\n"
                + " before_two_" + round + "()\n"
                + "-deleted_one_" + round + "(\t" + w + ")\n"
                + "-deleted_two_" + round + "()\n"
                + "+added_one_" + round + "(" + w + ",  2)\r\n"
                + "+added_two_" + round + "()\n"
                + " same_" + round + "()\n"
                + " \n"
                + "-twice_" + round + "()  # old\n"
                + "+twice_" + round + "()  # new\n"
                + " after_" + round + "()\n";
        sources.add(source(path, renamed ? oldPath : null, true, diff));

        add("added line", path, 14, "added_one_" + round + "(" + w + ", 2)", Verdict.GROUNDED, path, 14, false);
        add("context line", path, 13, "before_two_" + round + "()", Verdict.GROUNDED, path, 13, false);
        var both = "added_two_" + round + "()\nsame_" + round + "()";
        add("added line and context", path, 15, both, Verdict.GROUNDED, path, 15, false);
        add("added line, wrong number", path, 90, "added_two_" + round + "()", Verdict.MOVED, path, 15, false);
        var gone = "deleted_one_" + round + "( " + w + ")";
        add("deleted line", oldPath, 12, gone, Verdict.GROUNDED, path, 12, true);
        var across = "before_two_" + round + "()\n" + gone + "\ndeleted_two_" + round + "()";
        add("deleted lines and context", oldPath, 11, across, Verdict.GROUNDED, path, 11, true);
        add("deleted line, wrong number", path, 80, gone, Verdict.MOVED, path, 12, true);
        add("old text of a changed line", oldPath, 16, "twice_" + round + "() # old", Verdict.GROUNDED, path, 16, true);
        add(
                "deleted beside added",
                path,
                13,
                "deleted_two_" + round + "()\nadded_one_" + round,
                Verdict.UNGROUNDED,
                path,
                13,
                false);
        add("outside the change", path, 40, "elsewhere_" + round + "()", Verdict.UNGROUNDED, path, 40, false);
        add(
                "signs copied",
                path,
                14,
                "+    14| added_one_" + round + "(" + w + ", 2)\n+    15| added_two_" + round + "()",
                Verdict.GROUNDED,
                path,
                14,
                false);
        if (renamed) {
            add("renamed, old name", oldPath, 15, "added_two_" + round + "()", Verdict.MOVED, path, 15, false);
            add("renamed, new name", path, 15, "added_two_" + round + "()", Verdict.GROUNDED, path, 15, false);
        }
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private Source source(String path, String oldPath, boolean diff, String text) {
        return Source.of(
                new SourceEntry(sources.size(), path, oldPath, diff, 0, 0, Source.countLines(text), "00"), text);
    }

    private void add(
            String kind,
            String path,
            int line,
            String quote,
            Verdict verdict,
            String where,
            int realLine,
            boolean deleted) {
        var finding = new Finding(path, line, line, quote, Severity.LOW, kind, "Seeded.", "", null);
        truths.add(new Truth(kind, finding, verdict, where, realLine, deleted));
    }
}
