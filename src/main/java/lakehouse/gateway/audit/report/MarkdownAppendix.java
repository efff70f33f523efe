package lakehouse.gateway.audit.report;

import java.util.List;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.material.LeftOut;
import lakehouse.gateway.audit.material.SourceEntry;
import lakehouse.gateway.audit.state.PartResult;

/** What stands behind the findings: those that are not grounded, and what was looked at by whom. */
final class MarkdownAppendix {
    private final ReportView view;
    private final AuditReport report;
    private final MarkdownPage page;

    private MarkdownAppendix(ReportView view, MarkdownPage page) {
        this.view = view;
        this.report = view.report();
        this.page = page;
    }

    static void write(ReportView view, MarkdownPage page) {
        MarkdownAppendix appendix = new MarkdownAppendix(view, page);
        appendix.ungrounded();
        appendix.failedParts();
        appendix.leftOut();
        appendix.coverage();
        appendix.audited();
    }

    private void ungrounded() {
        List<CheckedFinding> list = report.ungrounded();
        if (list.isEmpty()) {
            return;
        }
        page.line("## Appendix: findings that are not grounded (" + list.size() + ")");
        page.line(
                "The model claimed these, but its quotes do not stand where it says. They are shown so that nothing is"
                        + " hidden, not because they are believed.");
        for (CheckedFinding one : list) {
            page.line("#### " + MarkdownFindings.place(ReportView.of(report), one) + " · "
                    + one.finding().severity().word() + " · "
                    + MarkdownText.line(one.finding().category()));
            page.line("*Not grounded: " + MarkdownText.line(one.reason()) + "* The model's quote:");
            page.line(MarkdownText.block(one.finding().quote(), "quote.text"));
            MarkdownFindings.claims(page, one.finding());
        }
    }

    private void failedParts() {
        if (report.failed().isEmpty()) {
            return;
        }
        page.line("## Parts that failed (" + report.failed().size() + ")");
        page.line("What is in these parts was not audited.");
        for (PartResult part : report.failed()) {
            page.line("#### Part " + part.id() + " · " + MarkdownText.code(asked(part)));
            page.line(MarkdownText.line(String.valueOf(part.error())));
            part.covers()
                    .forEach(lines ->
                            page.raw("- ").raw(MarkdownText.code(lines)).raw("\n"));
            page.raw("\n");
        }
    }

    private static String asked(PartResult part) {
        return part.asked().provider() + "/" + part.asked().model();
    }

    private void leftOut() {
        List<LeftOut> list = report.material().leftOut();
        if (list.isEmpty()) {
            return;
        }
        page.line("## Left out (" + list.size() + ")");
        page.raw("| File | Why |\n|---|---|\n");
        list.forEach(one -> page.row(MarkdownText.code(one.path()), MarkdownText.line(one.reason())));
        page.raw("\n");
    }

    private void coverage() {
        page.line("## Coverage");
        page.line("Which lines a model was shown, and which one.");
        page.raw("<details>\n<summary>Parts ("
                + MarkdownPage.figure(report.asked().size()) + ")</summary>\n\n");
        page.raw("| Part | Outcome | Model | Lines |\n|---|---|---|---|\n");
        for (PartResult part : report.asked()) {
            String lines = part.covers().isEmpty() ? "" : MarkdownText.code(String.join(", ", part.covers()));
            page.raw("| " + part.id() + " | " + part.outcome().name().toLowerCase(java.util.Locale.ROOT) + " | ");
            page.raw(MarkdownText.cell(MarkdownText.code(asked(part))) + " | " + MarkdownText.cell(lines) + " |\n");
        }
        page.raw("\n</details>\n\n");
    }

    /** Folded up where the code host can, since there may be thousands. */
    private void audited() {
        List<SourceEntry> list = report.material().sources();
        page.raw("<details>\n<summary>Audited files (" + MarkdownPage.figure(list.size()) + ")</summary>\n\n");
        page.raw("| File | Lines | SHA-256 |\n|---|---:|---|\n");
        for (SourceEntry one : list) {
            String name = LineLink.of(view, MarkdownText.code(one.path()), one.path(), 1);
            page.raw("| ").raw(MarkdownText.cell(name)).raw(one.diff() ? " (changes) | " : " | ");
            page.raw(MarkdownPage.figure(one.lines())).raw(" | " + MarkdownText.code(one.sha256()) + " |\n");
        }
        page.raw("\n</details>\n");
    }
}
