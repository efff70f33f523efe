package lakehouse.gateway.audit.report;

import lakehouse.gateway.audit.grounding.Verdict;
import lakehouse.gateway.audit.state.AuditEnd;

/** The report as Markdown that a code host renders. */
public final class MarkdownReport {
    private final ReportView view;
    private final AuditReport report;
    private final MarkdownPage page = new MarkdownPage();

    private MarkdownReport(ReportView view) {
        this.view = view;
        this.report = view.report();
    }

    /** The report by itself. */
    public static String of(AuditReport report) {
        return of(ReportView.of(report));
    }

    /** The report as a reader wants it. */
    public static String of(ReportView view) {
        return new MarkdownReport(view).write();
    }

    private String write() {
        page.line("# " + MarkdownText.line(report.request().title()));
        page.line("**" + report.headline() + ".** " + remarks());
        MarkdownFacts.write(view, page);
        MarkdownSummary.write(view, page);
        MarkdownFindings.write(view, page);
        MarkdownAppendix.write(view, page);
        return page.toString();
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
        if (view.comparison() != null) {
            long fresh = view.open().stream().filter(view::isNew).count();
            remarks += fresh + " new, " + view.comparison().gone().size() + " gone. ";
        }
        int judged = view.judged().size();
        remarks += judged == 0 ? "" : judged + " decided about before. ";
        int denied = view.denied().size();
        remarks += denied == 0 ? "" : denied + " denied by the second model. ";
        return report.state().equals(AuditEnd.COMPLETED) ? remarks : remarks + "The audit is " + report.state() + ".";
    }
}
