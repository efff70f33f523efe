package lakehouse.gateway.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTextTest {

    @Test
    void makesNoHtmlImageLinkHeadingOrMentionOfWhatAModelSaid() {
        assertThat(MarkdownText.paragraphs(
                        "<b>x</b> ![i](u) [l](u) http://h www.h @someone\n# heading\n- item\n1. one"))
                .isEqualTo("&lt;b>x&lt;/b> !\\[i](u) \\[l](u) http&#58;//h www&#46;h &#64;someone\n"
                        + "\\# heading\n\\- item\n1\\. one");
    }

    @Test
    void leavesCodeSpansAlone() {
        assertThat(MarkdownText.paragraphs("use `a<b>[0]` not ``c`` or `open"))
                .isEqualTo("use `a<b>[0]` not ``c`` or \\`open");
    }

    @Test
    void showsWhatATerminalOrACodeHostWouldObey() {
        assertThat(MarkdownText.paragraphs("red \u001b[31m \u202eback")).isEqualTo("red \ufffd\\[31m \ufffdback");
        assertThat(MarkdownText.block("graph \u0007\u001b", "a.mermaid"))
                .isEqualTo("```text\ngraph \ufffd\ufffd\n```\n");
        assertThat(MarkdownText.code("")).isEqualTo("`(none)`");
        assertThat(MarkdownText.cell(MarkdownText.code("a|b"))).isEqualTo("`a\\|b`");
    }

    @Test
    void fencesCodeThatHoldsAFence() {
        assertThat(MarkdownText.block("a\n````\nb", "x/readme.md")).isEqualTo("`````md\na\n````\nb\n`````\n");
        assertThat(MarkdownText.code("a`b")).isEqualTo("``a`b``");
    }
}
