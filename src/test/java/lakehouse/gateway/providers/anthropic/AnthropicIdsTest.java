package lakehouse.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicIdsTest {
    @Test
    void keepsWhatIsAcceptedAndNoMore() {
        assertThat(AnthropicIds.valid("azAZ09_-", 100, "")).isEqualTo("azAZ09_-");
        assertThat(AnthropicIds.valid("`{@[/:. ü", 100, "")).isEqualTo("_________");
        assertThat(AnthropicIds.valid("a.b:c", 100, ".")).isEqualTo("a.b_c");
        assertThat(AnthropicIds.valid("abcd", 3, "")).isEqualTo("abc");
    }

    @Test
    void countsUpWhereANameIsTaken() {
        Set<String> taken = new HashSet<>(Set.of("abcd"));

        assertThat(AnthropicIds.unique("abcd", 4, taken)).isEqualTo("ab_2");
        assertThat(AnthropicIds.unique("abcd", 4, taken)).isEqualTo("ab_3");
        assertThat(AnthropicIds.unique("abcd", 6, taken)).isEqualTo("abcd_2");
        assertThat(AnthropicIds.unique("e", 4, taken)).isEqualTo("e");
        assertThat(taken).containsExactlyInAnyOrder("abcd", "ab_2", "ab_3", "abcd_2", "e");
    }

    /** In the plain alphabet, without line breaks, padded. */
    @ParameterizedTest
    @CsvSource({
        "QUJD,QUJD",
        "QU==,QU==",
        "QUI,QUI=",
        "QU,QU==",
        "Q-_D,Q+/D",
        "'QU JD ab c',QUJDabc=",
        "'QUJ D',QUJD",
        "'QU\nJ',QUJ=",
        "'QU\tJDAB',QUJDAB==",
        "'QU JDAB ',QUJDAB=="
    })
    void writesBytesAsTheApiReadsThem(String given, String sent) {
        assertThat(AnthropicBytes.clean(given)).isEqualTo(sent);
    }
}
