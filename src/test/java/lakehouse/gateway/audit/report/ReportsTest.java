package lakehouse.gateway.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lakehouse.gateway.audit.SarifSchema;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Severity;
import lakehouse.gateway.audit.grounding.Verdict;
import lakehouse.gateway.audit.material.LeftOut;
import lakehouse.gateway.audit.material.SourceEntry;
import lakehouse.gateway.audit.state.Asked;
import lakehouse.gateway.audit.state.AuditEnd;
import lakehouse.gateway.audit.state.AuditRequest;
import lakehouse.gateway.audit.state.MaterialIndex;
import lakehouse.gateway.audit.state.PartResult;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final Instant BEGUN = Instant.parse("2025-01-01T10:00:00Z");

    private final AuditReport report = AuditReport.of(
            "audit_00",
            new AuditRequest("A | <b>title</b>", "ladder/recovery", "races", "alice", BEGUN),
            new MaterialIndex(
                    List.of(new SourceEntry(0, "src/ä b.c", null, false, 0, 1_234_567, 40_000, "00")),
                    List.of(new LeftOut("logo.png", "binary")),
                    "ab".repeat(32)),
            3,
            List.of(
                    PartResult.answered(
                            "2",
                            new Asked("ollama", "m", "m-2025", 1, 61_000, 10, 5, "req_2"),
                            List.of(
                                    finding(Verdict.MOVED, Severity.CRITICAL, "The finding named line 99."),
                                    finding(
                                            Verdict.UNGROUNDED,
                                            Severity.HIGH,
                                            "The quote does not stand in this file."))),
                    PartResult.failed(
                                    "1",
                                    new Asked("ollama", "m", null, 2, 1_000, 0, 0, "req_1"),
                                    "upstream_error: it | broke")
                            .covering(List.of("src/ä b.c:1-6")),
                    PartResult.split("3", Asked.NOBODY),
                    PartResult.answered("3.1", new Asked("ollama", "m", "m", 1, 0, 1, 1, "r"), List.of()),
                    PartResult.answered("3.2", new Asked("ollama", "m", "m", 1, 0, 1, 1, "r"), List.of())),
            new AuditEnd(AuditEnd.COMPLETED, BEGUN.plusSeconds(125)),
            false);

    @Test
    void saysInMarkdownWhatWasFoundAndWhatWasNot() {
        assertThat(MarkdownReport.of(report))
                .startsWith("# A | &lt;b>title&lt;/b>\n\n**1 of 2 findings grounded.** 1 of them was moved")
                .contains("| Audited | 1 file, 40,000 lines, 1,234,567 bytes |")
                .contains("| Answered by | `ollama/m` (2 parts); `ollama/m`, which calls itself `m-2025` (1 part) |")
                .contains("| Parts | 4 parts, 1 failed, 5 requests |")
                .contains("| Tokens | 12 in, 7 out |")
                .contains("| Time | 2 min 5 s, the model's work 1 min 2 s |")
                .contains("### Critical (1)\n\n#### 1. `src/ä b.c:7-8` · wrong result")
                .contains("````c\nint x = 1; // ```\nreturn x;\n````")
                .contains("\\# no heading `<keeps code>` &lt;img> !\\[x](y)")
                .contains("## Appendix: findings that are not grounded (1)")
                .contains("#### Part 1 · `ollama/m`\n\nupstream_error: it | broke\n\n- `src/ä b.c:1-6`\n")
                .contains("<summary>Audited files (1)</summary>\n\n| File | Lines | SHA-256 |")
                .contains("| `src/ä b.c` | 40,000 | `00` |")
                .contains("| `logo.png` | binary |");
    }

    @Test
    void writesSarifThatFitsTheSchema() throws Exception {
        var sarif = SarifReport.of(report);

        SarifSchema.assertValid(sarif.toString());
        var run = sarif.getJsonArray("runs").getJsonObject(0);
        assertThat(run.getJsonArray("results")).hasSize(1);
        assertThat(run.getJsonArray("results").toString()).contains("\"uri\":\"src/%C3%A4%20b.c\"");
        assertThat(run.getJsonObject("properties").getJsonArray("ungrounded")).hasSize(1);
        assertThat(run.getJsonArray("invocations").getJsonObject(0).getBoolean("executionSuccessful"))
                .isFalse();
    }

    @Test
    void refusesSarifThatDoesNotFitTheSchema() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> SarifSchema.assertValid("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{}]}]}"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void countsTheSameInJson() {
        var json = JsonReport.of(report);

        assertThat(json.getString("headline")).isEqualTo("1 of 2 findings grounded");
        assertThat(json.getJsonObject("progress").getInt("parts")).isEqualTo(4);
        assertThat(json.getJsonObject("progress").getInt("parts_done")).isEqualTo(4);
        assertThat(json.getJsonObject("progress").getInt("critical")).isEqualTo(1);
        assertThat(json.getJsonObject("progress").getInt("high")).isZero();
        assertThat(json.getJsonArray("findings")).hasSize(1);
        assertThat(json.getJsonArray("ungrounded")).hasSize(1);
    }

    @Test
    void keepsAnExampleThatFitsTheSchemaAndNamesNoMachine() throws Exception {
        var directory = Path.of("examples/audit");

        SarifSchema.assertValid(Files.readString(directory.resolve("audit.sarif")));
        assertThat(Files.readString(directory.resolve("report.md")))
                .contains("findings grounded.**")
                .contains("## Appendix: findings that are not grounded")
                .doesNotContain("/tmp", "/home", "/work", "/root");
    }

    private static CheckedFinding finding(Verdict verdict, Severity severity, String reason) {
        return new CheckedFinding(
                new Finding(
                        "src/ä b.c",
                        99,
                        99,
                        "int x = 1;",
                        severity,
                        "wrong result",
                        "# no heading `<keeps code>` <img> ![x](y)",
                        "Mend it.",
                        0.5),
                verdict,
                reason,
                "src/ä b.c",
                7,
                8,
                false,
                verdict == Verdict.UNGROUNDED ? "" : "int x = 1; // ```\nreturn x;",
                List.of("2"));
    }
}
