package lakehouse.gateway.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page at the root. */
class HomeIT extends Deployed {
    private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");

    @Test
    void saysWhatThisIsAndLinksOn() {
        var page = get("").isOk();

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body())
                .contains("Lakehouse Gateway")
                .contains("/v1/chat/completions")
                .doesNotContain("{{");
        var links =
                LINK.matcher(page.body()).results().map(link -> link.group(1)).toList();
        assertThat(links).contains("v1/models", "v1/providers");
        links.stream()
                .filter(link -> !link.startsWith("http"))
                .forEach(link -> assertThat(get(link).status()).as(link).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json, text/plain, */*", "application/json, text/html;q=0.5"})
    void answersJsonClientsWithJson(String accept) {
        var reply = get("", "Accept", accept).isOk();

        assertThat(reply.header("Content-Type")).startsWith("application/json");
        assertThat(reply.json().getString("name")).isEqualTo("Lakehouse Gateway");
        assertThat(reply.json().getJsonArray("addresses").toString()).contains("/v1/chat/completions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    void answersOthersWithThePage(String accept) {
        assertThat(get("", "Accept", accept).isOk().header("Content-Type")).startsWith("text/html");
    }

    @Test
    void isOpenToEveryoneAndShowsNoConfiguration() {
        var page = get("", "X-Forwarded-For", "203.0.113.7", "Host", "gateway.example.org");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .doesNotContain("127.0.0.1")
                .doesNotContain("test-key")
                .doesNotContain("keyless");
    }
}
