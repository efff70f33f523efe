package lakehouse.gateway.upstream;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The proxies of Java's own properties, such as {@code https.proxyHost}. */
final class JavaProxies {
    private JavaProxies() {}

    /** The proxy to an address; null when there is none. */
    static @Nullable UpstreamProxy to(String scheme, String host, int port) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return null;
        }
        String authority = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        URI target = URI.create(scheme + "://" + authority + (port < 0 ? "" : ":" + port));
        for (Proxy proxy : selector.select(target)) {
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                return new UpstreamProxy(address.getHostString(), address.getPort(), null, null);
            }
            if (proxy.type() == Proxy.Type.DIRECT) {
                return null;
            }
        }
        return null;
    }
}
