package lakehouse.gateway.audit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Severity;

/** What a reader sees first: contents, a table by severity and file, and what changed since an earlier audit. */
final class MarkdownSummary {
    private final ReportView view;
    private final MarkdownPage page;

    private MarkdownSummary(ReportView view, MarkdownPage page) {
        this.view = view;
        this.page = page;
    }

    static void write(ReportView view, MarkdownPage page) {
        MarkdownSummary summary = new MarkdownSummary(view, page);
        summary.contents();
        summary.table();
        summary.comparison();
    }

    private void contents() {
        List<String> titles = new ArrayList<>();
        add(titles, "Summary", view.open().size(), false);
        if (view.comparison() != null) {
            titles.add("Compared with before");
        }
        titles.add("Findings");
        add(titles, "Denied by the second model", view.denied().size(), true);
        add(titles, "Decided about before", view.judged().size(), true);
        add(
                titles,
                "Appendix: findings that are not grounded",
                view.report().ungrounded().size(),
                true);
        add(titles, "Parts that failed", view.report().failed().size(), true);
        add(titles, "Left out", view.report().material().leftOut().size(), true);
        titles.add("Coverage");
        titles.forEach(title ->
                page.raw("- [").raw(title).raw("](#").raw(anchor(title)).raw(")\n"));
        page.raw("\n");
    }

    private static void add(List<String> titles, String title, int count, boolean counted) {
        if (count > 0) {
            titles.add(counted ? title + " (" + count + ")" : title);
        }
    }

    /** As code hosts make them of headings. */
    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private void table() {
        if (view.open().isEmpty()) {
            return;
        }
        page.line("## Summary");
        Map<String, List<CheckedFinding>> files = new TreeMap<>();
        view.open()
                .forEach(one -> files.computeIfAbsent(one.path(), path -> new ArrayList<>())
                        .add(one));
        page.raw("| File |");
        for (Severity severity : Severity.values()) {
            page.raw(" ").raw(severity.word()).raw(" |");
        }
        page.raw("\n|---|").raw("---:|".repeat(Severity.values().length)).raw("\n");
        files.forEach((path, findings) -> {
            String name = LineLink.of(
                    view, MarkdownText.code(path), path, findings.get(0).startLine());
            row(MarkdownText.cell(name), findings);
        });
        row("**All**", view.open());
        page.raw("\n");
    }

    private void row(String name, List<CheckedFinding> findings) {
        page.raw("| ").raw(name).raw(" |");
        for (Severity severity : Severity.values()) {
            long count = findings.stream()
                    .filter(one -> one.finding().severity() == severity)
                    .count();
            page.raw(" ").raw(count == 0 ? "" : MarkdownPage.figure(count)).raw(" |");
        }
        page.raw("\n");
    }

    private void comparison() {
        Comparison comparison = view.comparison();
        if (comparison == null) {
            return;
        }
        page.line("## Compared with before");
        long fresh = view.open().stream().filter(view::isNew).count();
        page.line("With " + MarkdownText.code(comparison.with()) + ": " + fresh + " new, "
                + comparison.known().size() + " known, " + comparison.gone().size() + " gone.");
        if (!view.report().failed().isEmpty()) {
            page.line("Parts of this audit failed, so some of what is gone may only not have been looked at.");
        }
        list("Gone", comparison.gone());
        list("Not looked at, because this audit of changes does not show the file", comparison.notLookedAt());
    }

    private void list(String title, List<KnownFinding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        page.line(title + ":");
        for (KnownFinding one : findings) {
            page.raw("- ")
                    .raw(MarkdownText.code(one.path() + ":" + one.line()))
                    .raw(" · " + one.severity().word() + " · " + MarkdownText.line(one.category()))
                    .raw(" · " + MarkdownText.line(one.explanation()) + "\n");
        }
        page.raw("\n");
    }
}
