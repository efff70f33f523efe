package lakehouse.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyTest {
    private static final String LIST = "example.com, .corp.example:8443 *.star.example,10.0.0.0/8,192.0.2.7,"
            + "192.0.2.8:8080,2001:db8::/32,[2001:db9::1]:443";

    @ParameterizedTest
    @CsvSource({
        "example.com, 443",
        "EXAMPLE.com., 443",
        "api.example.com, 80",
        "a.corp.example, 8443",
        "a.star.example, 443",
        "10.200.3.4, 80",
        "192.0.2.7, 1",
        "192.0.2.8, 8080",
        "2001:db8:1::5, 443",
        "[2001:db8:1::5], 443",
        "2001:db9::1, 443",
        "localhost, 11434",
        "model.localhost, 80",
        "127.0.0.5, 80",
        "::1, 80",
    })
    void knowsHostsThatAreReachedDirectly(String host, int port) {
        assertThat(new NoProxy(LIST).has(host, port)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "notexample.com, 443",
        "example.com.evil.example, 443",
        "a.corp.example, 443",
        "11.0.0.1, 80",
        "192.0.2.9, 80",
        "192.0.2.8, 80",
        "2001:db9::1, 80",
        "10.example, 80",
    })
    void leavesTheOthersToTheProxy(String host, int port) {
        assertThat(new NoProxy(LIST).has(host, port)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " , * ", "a,*"})
    void takesAStarForAll(String list) {
        assertThat(new NoProxy(list).has("api.example", 443)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "10.0.0.0/x", "/8", ":80", "10.0.0.0/999"})
    void isNotConfusedByNonsense(String list) {
        assertThat(new NoProxy(list).has("api.example", 443)).isFalse();
    }
}
