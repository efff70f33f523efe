package lakehouse.gateway.audit.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.grounding.Verdict;
import lakehouse.gateway.audit.state.Opinion;

/** The findings of a report: those that are open, those that a second model denies, and those decided about. */
final class MarkdownFindings {
    private final ReportView view;
    private final MarkdownPage page;
    private int number;

    private MarkdownFindings(ReportView view, MarkdownPage page) {
        this.view = view;
        this.page = page;
    }

    static void write(ReportView view, MarkdownPage page) {
        new MarkdownFindings(view, page).write();
    }

    private void write() {
        page.line("## Findings");
        List<CheckedFinding> open = view.open();
        if (open.isEmpty()) {
            page.line("None.");
        }
        for (Severity severity : Severity.values()) {
            List<CheckedFinding> here = open.stream()
                    .filter(one -> one.finding().severity() == severity)
                    .toList();
            if (!here.isEmpty()) {
                page.line("### " + capital(severity.word()) + " (" + here.size() + ")");
                here.forEach(this::finding);
            }
        }
        section(
                "Denied by the second model",
                "The code stands where the finding says, but the second model does not believe the claim.",
                view.denied(),
                this::finding);
        section("Decided about before", "Somebody has looked at these.", view.judged(), this::judged);
    }

    private void section(String title, String words, List<CheckedFinding> findings, Consumer<CheckedFinding> each) {
        if (!findings.isEmpty()) {
            page.line("## " + title + " (" + findings.size() + ")");
            page.line(words);
            findings.forEach(each);
        }
    }

    private void finding(CheckedFinding one) {
        number++;
        page.line("#### " + number + ". " + place(view, one) + " · "
                + MarkdownText.line(one.finding().category()));
        if (view.isNew(one)) {
            page.line("*New.*");
        }
        if (one.verdict() == Verdict.MOVED) {
            page.line("*Moved: " + MarkdownText.line(one.reason()) + "*");
        }
        if (one.deleted()) {
            page.line("*These are lines that the change deletes, with their old numbers.*");
        }
        page.line(MarkdownText.block(one.code(), one.path()));
        claims(page, one.finding());
        opinion(one);
        page.line("Fingerprint: " + MarkdownText.code(view.fingerprint(one)));
    }

    private void opinion(CheckedFinding one) {
        Opinion opinion = view.opinion(one);
        if (opinion == null) {
            return;
        }
        String by = MarkdownText.code(
                opinion.asked().provider() + "/" + opinion.asked().model());
        String says = switch (opinion.view()) {
            case AGREES -> " agrees: ";
            case DISAGREES -> " disagrees: ";
            case NONE -> " has no opinion that counts: ";
        };
        page.line("**Second opinion:** " + by + says + MarkdownText.paragraphs(opinion.reason()));
        if (!opinion.quote().isEmpty()) {
            page.line(MarkdownText.block(opinion.quote(), one.path()));
        }
    }

    private void judged(CheckedFinding one) {
        Judgement judgement = view.judgement(one);
        if (judgement == null) {
            return;
        }
        page.line("#### " + place(view, one) + " · " + one.finding().severity().word() + " · "
                + MarkdownText.line(one.finding().category()));
        page.line("**" + capital(judgement.word()) + "** by " + MarkdownText.line(judgement.owner()) + " on "
                + judgement.date() + (judgement.until() == null ? "" : ", until " + judgement.until()) + ": "
                + MarkdownText.line(judgement.reason()));
        page.line("Fingerprint: " + MarkdownText.code(view.fingerprint(one)));
    }

    /** What the model says of a flaw. */
    static void claims(MarkdownPage page, Finding finding) {
        page.line(MarkdownText.paragraphs(finding.explanation()));
        if (!finding.suggestion().isEmpty()) {
            page.line("**Fix:** " + MarkdownText.paragraphs(finding.suggestion()));
        }
        if (finding.confidence() != null) {
            page.line("Confidence: " + Math.round(finding.confidence() * 100) + " %");
        }
    }

    /** Where a finding is, as a link where lines have addresses. */
    static String place(ReportView view, CheckedFinding one) {
        String lines = one.startLine() == 0
                ? ""
                : ":" + one.startLine() + (one.endLine() > one.startLine() ? "-" + one.endLine() : "");
        return LineLink.of(view, MarkdownText.code(one.path() + lines), one.path(), one.startLine());
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
