package lakehouse.gateway.upstream;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.jspecify.annotations.Nullable;

/** Makes a pool of {@link PeekedConnection}s, whose sockets are channels because only these can be read without waiting. */
final class PeekedConnections extends PoolingHttpClientConnectionManagerBuilder {
    PeekedConnections() {
        setConnectionFactory(socket -> new PeekedConnection());
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
            @Nullable SchemePortResolver ports, @Nullable DnsResolver names, TlsSocketStrategy tls) {
        return new DefaultHttpClientConnectionOperator(
                PeekedConnections::socket,
                ports,
                names,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(URIScheme.HTTPS.id, tls)
                        .build());
    }

    /** A channel knows no SOCKS proxy. */
    private static Socket socket(@Nullable Proxy proxy) throws IOException {
        if (proxy != null) {
            return new Socket(proxy);
        }
        return System.getProperty("socksProxyHost") == null
                ? SocketChannel.open().socket()
                : new Socket();
    }
}
