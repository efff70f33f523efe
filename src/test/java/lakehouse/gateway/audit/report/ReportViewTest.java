package lakehouse.gateway.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lakehouse.gateway.audit.SarifSchema;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Fingerprint;
import lakehouse.gateway.audit.grounding.Grounding;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.material.Source;
import lakehouse.gateway.audit.material.SourceEntry;
import lakehouse.gateway.audit.state.Asked;
import lakehouse.gateway.audit.state.AuditEnd;
import lakehouse.gateway.audit.state.AuditRequest;
import lakehouse.gateway.audit.state.MaterialIndex;
import lakehouse.gateway.audit.state.Origin;
import lakehouse.gateway.audit.state.PartResult;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.Test;

/** A report beside an earlier one, and in the light of what was decided. The findings are seeded. */
class ReportViewTest {
    private static final Instant BEGUN = Instant.parse("2025-01-01T10:00:00Z");

    private final AuditReport before =
            audit("audit_before", code(0), List.of("flaw-1", "flaw-2", "flaw-3", "same", "same"));
    private final AuditReport after =
            audit("audit_after", code(40), List.of("flaw-1", "flaw-3", "flaw-4", "same", "same"));

    @Test
    void tellsNewKnownAndGoneFindingsApartAfterLinesMoved() throws Exception {
        for (String baseline : List.of(
                "\"audit_before\"",
                SarifReport.of(before).toString(),
                JsonReport.of(before).toString())) {
            var view = view("{\"baseline\":" + baseline + "}");

            assertThat(view.open().stream().filter(view::isNew))
                    .extracting(one -> one.finding().quote())
                    .containsExactly("call(flaw-4);");
            assertThat(view.comparison().gone()).extracting(KnownFinding::code).containsExactly("  call(flaw-2);");
            assertThat(ViewFigures.of(view).toString())
                    .contains("\"new\":1,\"known\":4,\"gone\":1,\"not_looked_at\":0");
            assertThat(MarkdownReport.of(view))
                    .contains("1 new, 4 known, 1 gone.")
                    .contains("- `src/a.c:4` · high · flaw-2");
            SarifSchema.assertValid(SarifReport.of(view).toString());
            assertThat(SarifReport.of(view).toString())
                    .contains("\"baselineState\":\"unchanged\"", "\"baselineState\":\"new\"");
        }
    }

    @Test
    void knowsAFindingAgainThatQuotesMoreOfTheSameCode() throws Exception {
        var wider = "{\"findings\":[{\"fingerprint\":\"00\",\"path\":\"src/a.c\",\"category\":\"else\",\"code\":"
                + "\"  call(flaw-1);\\n  filler();\"}]}";

        var view = view("{\"baseline\":" + wider + "}");

        assertThat(view.comparison().gone()).isEmpty();
        assertThat(view.open().stream().filter(view::isNew)).hasSize(4);
    }

    @Test
    void honoursDecisionsAndShowsThem() throws Exception {
        var names = Fingerprint.of(after.grounded());
        var accepted = name(names, "flaw-1");
        var wrong = name(names, "flaw-3");
        var late = name(names, "flaw-4");

        var view = view("""
                {"judgements":[
                 {"fingerprint":"%s","state":"accepted","reason":"Only <b>tests</b>.","owner":"alice","date":"2025-01-02"},
                 {"fingerprint":"%s","state":"false","reason":"Checked.","owner":"bob","date":"2025-01-03"},
                 {"fingerprint":"%s","state":"false","reason":"x","owner":"bob","date":"2025-01-03","until":"2025-01-04"}]}
                """.formatted(accepted, wrong, late));

        assertThat(view.open())
                .extracting(one -> one.finding().quote())
                .contains("call(flaw-4);")
                .hasSize(3);
        assertThat(ViewFigures.of(view).toString()).contains("\"open\":3,\"accepted\":1,\"false\":1", "\"high\":3");
        assertThat(MarkdownReport.of(view))
                .contains("## Decided about before (2)")
                .contains("**Accepted** by alice on 2025-01-02: Only &lt;b>tests&lt;/b>.");
        var sarif = SarifReport.of(view);
        SarifSchema.assertValid(sarif.toString());
        assertThat(sarif.toString()).contains("\"suppressions\":[{\"kind\":\"external\",\"status\":\"accepted\"");
        assertThatThrownBy(() -> view("{\"judgements\":[{\"fingerprint\":\"a\",\"state\":\"maybe\"}]}"))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void saysWhereTheMaterialComesFromAndLinksIt() throws Exception {
        var view = view("""
                {"link":"https://code.example.org/blob/{commit}/{path}#L{line}",
                 "origin":{"base":"b1","head":"h1","branch":"main","remote":"https://me:secret@code.example.org/r.git"}}
                """);

        var page = MarkdownReport.of(view);
        assertThat(page)
                .contains("| Repository | `https://code.example.org/r.git` |")
                .contains("| Base | `b1` |", "| Head | `h1` |", "| Branch | `main` |", "| Asked by | alice |")
                .contains("| Cost | no price known |")
                .contains("[`src/a.c:43`](https://code.example.org/blob/h1/src/a.c#L43)")
                .contains("- [Summary](#summary)", "- [Coverage](#coverage)")
                .contains("| File | critical | high | medium | low | info |")
                .contains("| 1 | answered | `p/m` | `src/a.c:1-60` |")
                .doesNotContain("secret");
        var run = SarifReport.of(view).getJsonArray("runs").getJsonObject(0);
        assertThat(run.getJsonArray("versionControlProvenance").toString())
                .isEqualTo(
                        "[{\"repositoryUri\":\"https://code.example.org/r.git\",\"revisionId\":\"h1\",\"branch\":\"main\"}]");
        SarifSchema.assertValid(SarifReport.of(view).toString());
        assertThatThrownBy(() -> view("{\"link\":\"javascript:alert(1)\"}")).isInstanceOf(GatewayException.class);
    }

    @Test
    void tellsWhatAnAuditOfChangesDidNotLookAt() throws Exception {
        var earlier = "{\"findings\":[{\"fingerprint\":\"00\",\"path\":\"src/other.c\",\"code\":\"x = 1;\"}]}";
        var changes = AuditReport.of(
                "audit_c",
                after.request(),
                new MaterialIndex(List.of(new SourceEntry(0, "src/a.c", null, true, 0, 1, 1, "00")), List.of(), "aa"),
                1,
                List.of(),
                new AuditEnd(AuditEnd.COMPLETED, BEGUN),
                false);

        var view = ReportView.of(changes, JsonSyntax.object("{\"baseline\":" + earlier + "}"), id -> before);

        assertThat(view.comparison().gone()).isEmpty();
        assertThat(view.comparison().notLookedAt()).hasSize(1);
    }

    private static String name(Map<CheckedFinding, String> names, String category) {
        return names.entrySet().stream()
                .filter(one -> one.getKey().finding().category().equals(category))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private ReportView view(String wish) throws Exception {
        JsonObject json = JsonSyntax.object(wish);
        return ReportView.of(after, json, id -> before);
    }

    /** Each flaw on a line of its own, and one line twice; before them so many lines that were not there. */
    private static String code(int moved) {
        return "int added;\n".repeat(moved)
                + "void f() {\n  filler();\n  call(flaw-1);\n  call(flaw-2);\n  call(flaw-3);\n"
                + "  call(flaw-4);\n  call(same);\n  filler();\n  call(same);\n}\n";
    }

    private static AuditReport audit(String id, String code, List<String> flaws) {
        var entry = new SourceEntry(0, "src/a.c", null, false, 0, code.length(), 60, "00");
        var grounding = new Grounding(path -> List.of(Source.of(entry, code)));
        var lines = code.lines().toList();
        List<CheckedFinding> findings = new ArrayList<>();
        int from = 0;
        for (String flaw : flaws) {
            int line = from;
            while (!lines.get(line).contains("(" + flaw + ")")) {
                line++;
            }
            from = line + 1;
            findings.add(grounding.check(
                    new Finding(
                            "src/a.c",
                            line + 1,
                            line + 1,
                            "call(" + flaw + ");",
                            Severity.HIGH,
                            flaw,
                            flaw + " goes wrong",
                            "",
                            null),
                    "1"));
        }
        return AuditReport.of(
                id,
                new AuditRequest("T", "p/m", "", "alice", BEGUN, null, Origin.UNKNOWN, "v1", "1.0"),
                new MaterialIndex(List.of(entry), List.of(), "aa"),
                1,
                List.of(PartResult.answered("1", new Asked("p", "m", "m", 1, 1, 1, 1, "r"), findings)
                        .covering(List.of("src/a.c:1-60"))),
                new AuditEnd(AuditEnd.COMPLETED, BEGUN.plusSeconds(1)),
                false);
    }
}
