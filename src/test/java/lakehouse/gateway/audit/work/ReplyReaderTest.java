package lakehouse.gateway.audit.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lakehouse.gateway.audit.grounding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
    private static final String ONE = """
            {"path":"a.c","start_line":3,"end_line":4,"quote":"x[\\"}\\"]","severity":"High","category":"bounds",\
            "explanation":"Why.","suggestion":"So.","confidence":0.8}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"findings\":[%s]}",
                "```json\n{\"findings\":[%s]}\n```",
                "<think>maybe {\"findings\":[]} or [1]?</think>\nHere: {\"findings\":[%s]} Done {now}.",
                "[%s]",
                "As a list:\n[%s]\nThat is all."
            })
    void findsTheJsonInWhatAModelSaid(String form) throws Exception {
        var findings = ReplyReader.read(form.formatted(ONE));

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).quote()).isEqualTo("x[\"}\"]");
        assertThat(findings.get(0).severity()).isEqualTo(Severity.HIGH);
        assertThat(findings.get(0).endLine()).isEqualTo(4);
        assertThat(findings.get(0).confidence()).isEqualTo(0.8);
    }

    @Test
    void takesAnEmptyListForAnAnswer() throws Exception {
        assertThat(ReplyReader.read("{\"findings\": []}")).isEmpty();
        assertThat(ReplyReader.read("[]")).isEmpty();
    }

    @Test
    void forgivesWhatTheCheckDoesNotNeed() throws Exception {
        var finding = ReplyReader.read(
                        "{\"findings\":[{\"path\":\"a\",\"quote\":\"q\",\"severity\":\"low\",\"explanation\":\"e\",\"confidence\":85,\"start_line\":\"7\"}]}")
                .get(0);

        assertThat(finding.startLine()).isEqualTo(7);
        assertThat(finding.confidence()).isEqualTo(0.85);
        assertThat(finding.category()).isEqualTo("general");
    }

    @Test
    void tellsTheModelWhatIsWrong() {
        assertThatThrownBy(() -> ReplyReader.read("I found nothing.")).hasMessage("It holds no JSON object.");
        assertThatThrownBy(() -> ReplyReader.read("{\"result\":1}")).hasMessage("The JSON has no list \"findings\".");
        assertThatThrownBy(() -> ReplyReader.read("{\"findings\":[" + ONE)).hasMessageContaining("not valid JSON");
        assertThatThrownBy(() -> ReplyReader.read("{\"findings\":[" + ONE.replace("High", "urgent") + "]}"))
                .hasMessage("findings[0].severity is \"urgent\". Write critical, high, medium, low or info.");
        assertThatThrownBy(() -> ReplyReader.read("{\"findings\":[" + ONE.replace("\"quote\"", "\"code\"") + "]}"))
                .hasMessage("findings[0].quote must be a text that is not empty.");
        assertThatThrownBy(() -> ReplyReader.read("[" + (ONE + ",").repeat(500) + ONE + "]"))
                .hasMessage("It has 501 findings. Report the worst 500 at most.");
        assertThatThrownBy(() -> ReplyReader.read("[" + ONE.replace("x[", "x".repeat(10_001)) + "]"))
                .hasMessage("findings[0].quote is longer than 10000 characters. Quote one to five lines.");
        assertThatThrownBy(() -> ReplyReader.read("{".repeat(100_000))).isInstanceOf(InvalidReplyException.class);
    }
}
