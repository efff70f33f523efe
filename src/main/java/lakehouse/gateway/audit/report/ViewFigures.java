package lakehouse.gateway.audit.report;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.state.Opinion;
import lakehouse.gateway.json.JsonParts;

/** What a program wants to know of a report: names and numbers, without any text from outside. */
public final class ViewFigures {
    private ViewFigures() {}

    /** The figures. Severities count the findings that are open. */
    public static JsonObject of(ReportView view) {
        List<CheckedFinding> open = view.open();
        long accepted =
                view.judged().stream().filter(one -> isAccepted(view, one)).count();
        JsonObjectBuilder json = JsonParts.object()
                .add("state", view.report().state())
                .add("parts", view.report().partsTotal())
                .add("parts_failed", view.report().failed().size())
                .add("findings", view.report().findings().size())
                .add("grounded", view.report().grounded().size())
                .add("open", open.size())
                .add("accepted", accepted)
                .add("false", view.judged().size() - accepted)
                .add("denied", view.denied().size())
                .add("agreed", open.stream().filter(one -> isAgreed(view, one)).count());
        for (Severity severity : Severity.values()) {
            json.add(
                    severity.word(),
                    open.stream()
                            .filter(one -> one.finding().severity() == severity)
                            .count());
        }
        Comparison comparison = view.comparison();
        if (comparison != null) {
            json.add("new", open.stream().filter(view::isNew).count())
                    .add("known", open.stream().filter(one -> !view.isNew(one)).count())
                    .add("gone", comparison.gone().size())
                    .add("not_looked_at", comparison.notLookedAt().size());
        }
        return json.build();
    }

    private static boolean isAccepted(ReportView view, CheckedFinding one) {
        Judgement judgement = view.judgement(one);
        return judgement != null && judgement.accepted();
    }

    private static boolean isAgreed(ReportView view, CheckedFinding one) {
        Opinion opinion = view.opinion(one);
        return opinion != null && opinion.view() == Opinion.View.AGREES;
    }
}
