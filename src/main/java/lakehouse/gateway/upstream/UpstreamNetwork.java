package lakehouse.gateway.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import lakehouse.gateway.config.Cached;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The way to the upstreams: through which proxy, and whose certificates are trusted. Read again every second. A setting that
 * cannot be used fails the calls, because going around a proxy, or trusting fewer than was meant, is no lesser evil.
 */
public final class UpstreamNetwork {
    private static final UpstreamNetwork OF_SERVER = new UpstreamNetwork(new Settings());

    private record Proxies(
            @Nullable UpstreamProxy plain, @Nullable UpstreamProxy secure, NoProxy none, boolean said) {}

    private final Settings settings;
    private final Cached<Proxies> proxies;
    private final Cached<UpstreamTrust> trust;
    private volatile @Nullable UpstreamTrust known;

    UpstreamNetwork(Settings settings) {
        this.settings = settings;
        proxies = new Cached<>(Duration.ofSeconds(1), this::readProxies);
        trust = new Cached<>(Duration.ofSeconds(1), this::readTrust);
    }

    /** That of the server's configuration. */
    public static UpstreamNetwork ofServer() {
        return OF_SERVER;
    }

    /** The gateway's own setting wins over the names that other programs read too; small letters first, as in curl. */
    private Proxies readProxies() {
        String own = settings.find(Setting.UPSTREAM_PROXY);
        String noProxy = settings.find(Setting.UPSTREAM_NO_PROXY);
        if (noProxy == null) {
            noProxy = first("no_proxy", "NO_PROXY").value();
        }
        NoProxy none = new NoProxy(noProxy == null ? "" : noProxy);
        if (own != null) {
            String key = Setting.UPSTREAM_PROXY.pattern();
            UpstreamProxy proxy = own.toLowerCase(Locale.ROOT).equals("none") ? null : UpstreamProxy.parse(key, own);
            return new Proxies(proxy, proxy, none, true);
        }
        Named plain = first("http_proxy", "HTTP_PROXY");
        Named secure = first("https_proxy", "HTTPS_PROXY");
        return new Proxies(plain.proxy(), secure.proxy(), none, plain.value() != null || secure.value() != null);
    }

    private record Named(String name, @Nullable String value) {
        @Nullable
        UpstreamProxy proxy() {
            return value == null ? null : UpstreamProxy.parse(name, value);
        }
    }

    private Named first(String small, String capital) {
        String value = settings.variable(small);
        return value != null ? new Named(small, value) : new Named(capital, settings.variable(capital));
    }

    private UpstreamTrust readTrust() {
        UpstreamTrust read = UpstreamTrust.read(settings.find(Setting.UPSTREAM_CA_FILE), known);
        known = read;
        return read;
    }

    UpstreamTrust trust() {
        return trust.get();
    }

    /**
     * The proxy to an address; null when there is none to take.
     *
     * @param scheme {@code http} or {@code https}
     */
    @Nullable
    UpstreamProxy proxyTo(String scheme, String host, int port) {
        Proxies now = proxies.get();
        boolean secure = "https".equalsIgnoreCase(scheme);
        int usual = secure ? 443 : 80;
        if (now.none().has(host, port < 0 ? usual : port)) {
            return null;
        }
        if (!now.said()) {
            return JavaProxies.to(scheme, host, port);
        }
        return secure ? now.secure() : now.plain();
    }

    /** A Rest Client that goes the same way. It knows no password of a proxy: the specification has no place for one. */
    public RestClientBuilder restClient(URI base) {
        RestClientBuilder client = RestClientBuilder.newBuilder().baseUri(base);
        UpstreamProxy proxy = proxyTo(base.getScheme(), base.getHost(), base.getPort());
        if (proxy != null) {
            client.proxyAddress(proxy.host(), proxy.port());
        }
        UpstreamTrust now = trust();
        if (now.store() != null) {
            client.trustStore(now.store());
        }
        return client;
    }
}
