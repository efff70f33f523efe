package lakehouse.gateway.audit.report;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lakehouse.gateway.audit.state.Asked;
import lakehouse.gateway.audit.state.Origin;
import lakehouse.gateway.audit.state.PartResult;

/** What a report is about: the table at its head. */
final class MarkdownFacts {
    private final ReportView view;
    private final AuditReport report;
    private final MarkdownPage page;

    private MarkdownFacts(ReportView view, MarkdownPage page) {
        this.view = view;
        this.report = view.report();
        this.page = page;
    }

    static void write(ReportView view, MarkdownPage page) {
        new MarkdownFacts(view, page).facts();
    }

    private void facts() {
        page.raw("| | |\n|---|---|\n");
        page.row("State", report.state());
        page.row(
                "Audited",
                MarkdownPage.count(report.material().sources().size(), "file") + ", "
                        + MarkdownPage.count(report.material().lines(), "line") + ", "
                        + MarkdownPage.count(report.material().bytes(), "byte"));
        page.row("SHA-256 of the material", MarkdownText.code(report.material().sha256()));
        if (!report.request().focus().isBlank()) {
            page.row("Focus", MarkdownText.line(report.request().focus()));
        }
        origin();
        page.row("Asked by", MarkdownText.line(report.request().owner()));
        page.row("Asked for", MarkdownText.code(report.request().model()));
        page.row("Answered by", answeredBy());
        page.row(
                "Parts",
                MarkdownPage.count(report.partsTotal(), "part") + ", "
                        + report.failed().size() + " failed, "
                        + MarkdownPage.count(report.sum(Asked::attempts), "request"));
        page.row(
                "Tokens",
                MarkdownPage.figure(report.sum(Asked::promptTokens)) + " in, "
                        + MarkdownPage.figure(report.sum(Asked::completionTokens)) + " out");
        // No list of prices is part of the gateway, and a guess would be taken for a figure.
        page.row("Cost", "no price known");
        page.row(
                "Time",
                time(report.time()) + ", the model's work " + time(Duration.ofMillis(report.sum(Asked::millis))));
        page.row(
                "Begun",
                report.request().createdAt().truncatedTo(ChronoUnit.SECONDS).toString());
        if (!report.request().gateway().isEmpty()) {
            page.row(
                    "Gateway",
                    MarkdownText.line(report.request().gateway()) + ", prompts "
                            + MarkdownText.code(report.request().prompts()));
        }
        page.row("Audit", MarkdownText.code(report.id()));
        page.raw("\n");
    }

    private void origin() {
        Origin origin = view.origin();
        known("Repository", origin.remote());
        known("Branch", origin.branch());
        known("Base", origin.base());
        known("Head", origin.head());
        known("Changes since", origin.since());
        known("Directory", origin.path());
        if (report.request().confirm() != null) {
            known("Second opinion", String.valueOf(report.request().confirm()));
        }
    }

    private void known(String name, String value) {
        if (!value.isEmpty()) {
            page.row(name, MarkdownText.code(value));
        }
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
                        .map(entry -> entry.getKey() + " (" + MarkdownPage.count(entry.getValue(), "part") + ")")
                        .collect(Collectors.joining("; "));
    }

    private static String time(Duration time) {
        long seconds = (time.toMillis() + 999) / 1000;
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
