package lakehouse.gateway.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between the gateway and its upstreams.
 *
 * @param host its name or address
 * @param port its port
 * @param user who the gateway is there; null where it takes everybody
 * @param password the user's; null without one
 */
public record UpstreamProxy(
        String host,
        int port,
        @Nullable String user,
        @Nullable Secret password) {
    private static final int USUAL_PORT = 80;

    /**
     * Reads {@code http://user:password@host:port}; the scheme may be missing.
     *
     * @param name the setting or variable it comes from
     * @throws InvalidSettingException when it is no such address; does not show it, because it may hold the password
     */
    static UpstreamProxy parse(String name, String value) {
        try {
            URI uri = new URI(value.contains("://") ? value : "http://" + value);
            boolean plain = "http".equalsIgnoreCase(uri.getScheme())
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                    && uri.getRawQuery() == null;
            if (plain && uri.getHost() != null && uri.getPort() != 0 && uri.getPort() < 65_536) {
                return of(uri);
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Said below, without the value.
        }
        throw new InvalidSettingException(
                name + " is no address of a proxy. Write http://user:password@host:port, reserved"
                        + " characters as %XX. Proxies that speak TLS or SOCKS themselves are not supported.");
    }

    private static UpstreamProxy of(URI uri) {
        String info = uri.getRawUserInfo();
        int colon = info == null ? -1 : info.indexOf(':');
        String user = info == null ? null : decoded(colon < 0 ? info : info.substring(0, colon));
        Secret password = info == null || colon < 0 ? null : new Secret(decoded(info.substring(colon + 1)));
        return new UpstreamProxy(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), user, password);
    }

    private static String decoded(String text) {
        // Only in forms is a plus a blank.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
