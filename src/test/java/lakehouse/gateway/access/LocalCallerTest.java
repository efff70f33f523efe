package lakehouse.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCallerTest {
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private @Nullable String address = "127.0.0.1";
    private String protocol = "HTTP/1.1";
    private @Nullable String twice;

    LocalCallerTest() {
        headers.putAll(new HashMap<>(Map.of("Host", "localhost:8080")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void letsLoopbackAddressesIn(String loopback) {
        address = loopback;

        assertThat(isLocal()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "10.0.0.1", "192.168.1.1", "::", "0.0.0.0", "fe80::1", "2001:db8::127"})
    void keepsOtherAddressesOut(@Nullable String remote) {
        address = remote;

        assertThat(isLocal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "127.0.1.1", "[::1]:8080"})
    void letsLocalHostNamesIn(String host) {
        headers.put("Host", host);

        assertThat(isLocal()).isTrue();
    }

    /** A web page may have its own name resolve to this machine. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "127.example.org",
                "127.0.0.1.example.org",
                "127.0.0.example",
                "localhost.example.org",
                "localhost:80@example.org",
                "example.org/localhost",
                "gateway.internal:8080",
                "not a host",
                ""
            })
    void keepsOtherHostNamesOut(String host) {
        headers.put("Host", host);

        assertThat(isLocal()).isFalse();
    }

    @Test
    void keepsARequestWithoutHostOut() {
        headers.remove("Host");

        assertThat(isLocal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-Server",
                "X-Forwarded",
                "x_forwarded_for",
                "X-Real-IP",
                "Via",
                "X-Client-IP",
                "CF-Connecting-IP",
                "CF-Ray",
                "CDN-Loop",
                "True-Client-IP",
                "X-Cluster-Client-IP",
                "X-ProxyUser-Ip",
                "X-Original-Host",
                "X-Original-URL",
                "X-Envoy-External-Address",
                "Fastly-Client-IP",
                "Proxy-Connection",
                "Tailscale-User-Login",
                "X-Azure-ClientIP",
                "X-Amzn-Trace-Id",
                "X-Appengine-Remote-Addr",
                "Fly-Client-IP",
                "X-Vercel-Forwarded-For",
                "X-Nf-Client-Connection-Ip",
                "ngrok-skip-browser-warning",
                "X-Traefik-Router",
                "X-Haproxy-Server-State",
                "X-Varnish",
                "Client-IP",
                "X-Scheme",
                "Front-End-Https",
                "Remote-User",
                "X-Auth-Request-Email"
            })
    void keepsOutWhatAReverseProxyPassesOn(String header) {
        headers.put(header, "127.0.0.1");

        assertThat(isLocal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org", "null", "https://127.example.org", "file://", "localhost"})
    void keepsForeignWebPagesOut(String origin) {
        headers.put("Origin", origin);

        assertThat(isLocal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3000", "http://127.0.0.1", "https://[::1]:8443"})
    void letsLocalWebPagesIn(String origin) {
        headers.put("Origin", origin);

        assertThat(isLocal()).isTrue();
    }

    /** What SDKs and instrumented programs send by themselves. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent",
                "X-Stainless-Lang",
                "X-Client-Request-Id",
                "x-ms-client-request-id",
                "x-goog-api-client",
                "traceparent",
                "OpenAI-Organization",
                "HTTP-Referer",
                "X-Title",
                "anthropic-version",
                "Connection",
                "Idempotency-Key"
            })
    void letsInWhatLocalProgramsSend(String header) {
        headers.put(header, "x");

        assertThat(isLocal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/0.9", "", "null"})
    void keepsOldHttpOut(String version) {
        protocol = version;

        assertThat(isLocal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "Origin"})
    void keepsOutWhatIsThereTwice(String header) {
        headers.put(header, "http://localhost".substring(header.equals("Host") ? 7 : 0));
        twice = header;

        assertThat(isLocal()).isFalse();
    }

    @Test
    void saysWhichHeaderRaisesDoubt() {
        headers.put("X-Forwarded-Proto", "https");

        assertThat(LocalCaller.doubt(request())).contains("X-Forwarded-Proto");
    }

    private boolean isLocal() {
        return LocalCaller.is(request());
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> address;
                    case "getProtocol" -> protocol;
                    case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                    case "getHeaders" -> Collections.enumeration(values(String.valueOf(arguments[0])));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private List<String> values(String name) {
        String value = headers.get(name);
        return value == null ? List.of() : name.equalsIgnoreCase(twice) ? List.of(value, value) : List.of(value);
    }
}
