package lakehouse.gateway.audit.report;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.grounding.Verdict;
import lakehouse.gateway.audit.material.LeftOut;
import lakehouse.gateway.audit.material.SourceEntry;
import lakehouse.gateway.audit.state.Asked;
import lakehouse.gateway.audit.state.AuditEnd;
import lakehouse.gateway.audit.state.PartResult;

/** The report as Markdown that a code host renders. */
public final class MarkdownReport {
    private final AuditReport report;
    private final StringBuilder out = new StringBuilder();

    private MarkdownReport(AuditReport report) {
        this.report = report;
    }

    /** The report's text. */
    public static String of(AuditReport report) {
        return new MarkdownReport(report).write();
    }

    private String write() {
        line("# " + MarkdownText.line(report.request().title()));
        line("**" + report.headline() + ".** " + remarks());
        facts();
        findings();
        ungrounded();
        failedParts();
        leftOut();
        audited();
        return out.toString();
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append("\n\n");
    }

    private String remarks() {
        String remarks = "";
        long moved = report.count(Verdict.MOVED);
        if (moved > 0) {
            remarks +=
                    moved + " of them " + (moved == 1 ? "was" : "were") + " moved to where the quote really stands. ";
        }
        if (!report.failed().isEmpty()) {
            remarks += report.failed().size() + " of " + report.partsTotal() + " parts failed. ";
        }
        return report.state().equals(AuditEnd.COMPLETED) ? remarks : remarks + "The audit is " + report.state() + ".";
    }

    private void facts() {
        out.append("| | |\n|---|---|\n");
        row("State", report.state());
        row(
                "Audited",
                count(report.material().sources().size(), "file") + ", "
                        + count(report.material().lines(), "line") + ", "
                        + count(report.material().bytes(), "byte"));
        row("SHA-256 of the material", MarkdownText.code(report.material().sha256()));
        if (!report.request().focus().isBlank()) {
            row("Focus", MarkdownText.line(report.request().focus()));
        }
        row("Asked for", MarkdownText.code(report.request().model()));
        row("Answered by", answeredBy());
        row(
                "Parts",
                count(report.partsTotal(), "part") + ", " + report.failed().size() + " failed, "
                        + count(report.sum(Asked::attempts), "request"));
        row(
                "Tokens",
                figure(report.sum(Asked::promptTokens)) + " in, " + figure(report.sum(Asked::completionTokens))
                        + " out");
        row("Time", time(report.time()) + ", the model's work " + time(Duration.ofMillis(report.sum(Asked::millis))));
        row(
                "Begun",
                report.request().createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
        row("Audit", MarkdownText.code(report.id()));
        out.append('\n');
    }

    private void row(String name, String value) {
        out.append("| ").append(MarkdownText.cell(name)).append(" | ");
        out.append(MarkdownText.cell(value)).append(" |\n");
    }

    private String answeredBy() {
        Map<String, Integer> parts = new TreeMap<>();
        for (PartResult part : report.results()) {
            if (part.outcome() == PartResult.Outcome.ANSWERED) {
                String asked = part.asked().provider() + "/" + part.asked().model();
                String named = part.asked().answeredBy();
                String name = MarkdownText.code(asked)
                        + (named == null || named.equals(part.asked().model())
                                ? ""
                                : ", which calls itself " + MarkdownText.code(named));
                parts.merge(name, 1, Integer::sum);
            }
        }
        return parts.isEmpty()
                ? "nobody"
                : parts.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + count(entry.getValue(), "part") + ")")
                        .collect(Collectors.joining("; "));
    }

    private void findings() {
        line("## Findings");
        List<CheckedFinding> grounded = report.grounded();
        if (grounded.isEmpty()) {
            line("None.");
        }
        int number = 0;
        for (Severity severity : Severity.values()) {
            List<CheckedFinding> here = grounded.stream()
                    .filter(one -> one.finding().severity() == severity)
                    .toList();
            if (!here.isEmpty()) {
                line("### " + capital(severity.word()) + " (" + here.size() + ")");
            }
            for (CheckedFinding one : here) {
                number++;
                line("#### " + number + ". " + MarkdownText.code(place(one)) + " · "
                        + MarkdownText.line(one.finding().category()));
                if (one.verdict() == Verdict.MOVED) {
                    line("*Moved: " + MarkdownText.line(one.reason()) + "*");
                }
                if (one.deleted()) {
                    line("*These are lines that the change deletes, with their old numbers.*");
                }
                line(MarkdownText.block(one.code(), one.path()));
                claims(one.finding());
            }
        }
    }

    private void claims(Finding finding) {
        line(MarkdownText.paragraphs(finding.explanation()));
        if (!finding.suggestion().isEmpty()) {
            line("**Fix:** " + MarkdownText.paragraphs(finding.suggestion()));
        }
        if (finding.confidence() != null) {
            line("Confidence: " + Math.round(finding.confidence() * 100) + " %");
        }
    }

    private static String place(CheckedFinding one) {
        if (one.startLine() == 0) {
            return one.path();
        }
        return one.path() + ":" + one.startLine() + (one.endLine() > one.startLine() ? "-" + one.endLine() : "");
    }

    private void ungrounded() {
        List<CheckedFinding> list = report.ungrounded();
        if (list.isEmpty()) {
            return;
        }
        line("## Appendix: findings that are not grounded (" + list.size() + ")");
        line("The model claimed these, but its quotes do not stand where it says. They are shown so that nothing is"
                + " hidden, not because they are believed.");
        for (CheckedFinding one : list) {
            line("#### " + MarkdownText.code(place(one)) + " · "
                    + one.finding().severity().word() + " · "
                    + MarkdownText.line(one.finding().category()));
            line("*Not grounded: " + MarkdownText.line(one.reason()) + "* The model's quote:");
            line(MarkdownText.block(one.finding().quote(), "quote.text"));
            claims(one.finding());
        }
    }

    private void failedParts() {
        if (report.failed().isEmpty()) {
            return;
        }
        line("## Parts that failed (" + report.failed().size() + ")");
        line("What is in these parts was not audited.");
        for (PartResult part : report.failed()) {
            line("#### Part " + part.id() + " · "
                    + MarkdownText.code(
                            part.asked().provider() + "/" + part.asked().model()));
            line(MarkdownText.line(String.valueOf(part.error())));
            part.covers()
                    .forEach(lines ->
                            out.append("- ").append(MarkdownText.code(lines)).append('\n'));
            out.append('\n');
        }
    }

    private void leftOut() {
        List<LeftOut> list = report.material().leftOut();
        if (list.isEmpty()) {
            return;
        }
        line("## Left out (" + list.size() + ")");
        out.append("| File | Why |\n|---|---|\n");
        list.forEach(one -> row(MarkdownText.code(one.path()), MarkdownText.line(one.reason())));
        out.append('\n');
    }

    /** Folded up where the code host can, since there may be thousands. */
    private void audited() {
        List<SourceEntry> list = report.material().sources();
        out.append("<details>\n<summary>Audited files (")
                .append(figure(list.size()))
                .append(")</summary>\n\n");
        out.append("| File | Lines | SHA-256 |\n|---|---:|---|\n");
        for (SourceEntry one : list) {
            out.append("| ").append(MarkdownText.cell(MarkdownText.code(one.path())));
            out.append(one.diff() ? " (changes) | " : " | ").append(figure(one.lines()));
            out.append(" | ").append(MarkdownText.code(one.sha256())).append(" |\n");
        }
        out.append("\n</details>\n");
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String count(long number, String what) {
        return figure(number) + " " + what + (number == 1 ? "" : "s");
    }

    private static String figure(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String time(Duration time) {
        long seconds = (time.toMillis() + 999) / 1000;
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
