package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretTracesTest {
    private static final String KEY = "sk-or-v1/9f+8e7d6c=5b4a%3210Zy&xWvU";
    private static final Secret SECRET = new Secret(KEY);

    static Stream<String> written() {
        return Stream.of(
                KEY,
                "Bearer " + KEY,
                KEY.substring(0, 20),
                KEY.substring(15),
                KEY.substring(5, 17),
                URLEncoder.encode(KEY, StandardCharsets.UTF_8),
                KEY.replace("/", "\\/"),
                escaped("\\u%04x"),
                escaped("\\u%04X"),
                escaped("%%%02x"),
                escaped("&#%d;"),
                escaped("&#x%x;"),
                "sk-or-v1\\u002f9f%2b8e7d6c&#61;5b4a%3210Zy",
                HexFormat.of().formatHex(bytes(KEY)),
                HexFormat.of().withUpperCase().formatHex(bytes("x" + KEY)),
                base64("Bearer " + KEY),
                base64("a" + KEY + "b"),
                base64("ab" + KEY + "bcd"),
                base64("user:" + KEY),
                Base64.getUrlEncoder().encodeToString(bytes("??" + KEY + "??")));
    }

    @ParameterizedTest
    @MethodSource("written")
    void leavesNothingOfASecretHoweverItIsWritten(String written) {
        String shown = SECRET.redact("The key \"" + written + "\" is wrong, see https://example.com/a%20b?x=\\u0041.");

        assertThat(shown).startsWith("The key \"").endsWith("\" is wrong, see https://example.com/a%20b?x=\\u0041.");
        assertThat(shown).contains("***");
        assertThat(shown.length()).as(shown).isLessThan(105);
    }

    @Test
    void leavesOtherTextAlone() {
        String text = "sk-or-v1 keys look like this: sk-or-v1/… 100% & \\u00e9 \\ %zz &#; &#x; &#99999; %";

        assertThat(SECRET.redact(text)).isSameAs(text);
        assertThat(SECRET.redact("")).isEmpty();
    }

    @Test
    void takesTimeInProportionToTheText() {
        String text = ("sk-or-v1/9f+" + "8e7d6c=5b4").repeat(100_000);

        assertThat(SECRET.redact(text)).doesNotContain("8e7d6c=5b4");
    }

    private static String escaped(String form) {
        return KEY.chars().mapToObj(form::formatted).collect(Collectors.joining());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
