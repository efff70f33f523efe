package lakehouse.gateway.upstream;

import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Leads a request through the proxy that is set for its address, and shows the proxy's password at once. */
final class ProxyRoutes extends DefaultRoutePlanner {
    private final UpstreamNetwork network;

    ProxyRoutes(UpstreamNetwork network) {
        super(null);
        this.network = network;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
        UpstreamProxy proxy = network.proxyTo(target.getSchemeName(), target.getHostName(), target.getPort());
        if (proxy == null) {
            return null;
        }
        HttpHost host = new HttpHost("http", proxy.host(), proxy.port());
        if (proxy.user() != null) {
            BasicScheme scheme = new BasicScheme();
            String password = proxy.password() == null ? "" : proxy.password().reveal();
            scheme.initPreemptive(new UsernamePasswordCredentials(proxy.user(), password.toCharArray()));
            AuthExchange shown = new AuthExchange();
            shown.select(scheme);
            HttpClientContext.cast(context).setAuthExchange(host, shown);
        }
        return host;
    }
}
