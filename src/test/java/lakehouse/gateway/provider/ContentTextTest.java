package lakehouse.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lakehouse.gateway.json.JsonSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "\"r\" | r",
                "null | !!",
                "[] | !!",
                "{\"a\":1.0} | {\"a\":1.0}",
                "42 | 42",
                "1.50 | 1.50",
                "true | true",
                "[\"a\",\"b\"] | !a\nb!",
                "[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"refusal\",\"refusal\":\"no\"}] | !a\nno!",
                "[{\"rows\":[1]},7,null,[2]] | !{\"rows\":[1]}\n7\n[2]!",
                "{\"type\":\"text\",\"text\":\"a\"} | a",
                "{\"type\":\"text\",\"text\":7} | {\"type\":\"text\",\"text\":7}",
            })
    void readsEveryForm(String content, String text) throws Exception {
        assertThat(ContentText.of(JsonSyntax.value(content.strip()))).isEqualTo(text);
    }

    @Test
    void readsNothingWhereNothingIs() {
        assertThat(ContentText.of(null)).isEmpty();
    }

    @Test
    void knowsEveryBlank() {
        assertThat(List.of("", " ", "\n\t\r ", "\u00a0", "\u2003\u3000", "\u0085", "\u001c"))
                .allMatch(ContentText::isBlank);
        assertThat(List.of(" a ", "\u200b", "\u00a0.")).noneMatch(ContentText::isBlank);
    }
}
