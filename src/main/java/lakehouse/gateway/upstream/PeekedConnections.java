package lakehouse.gateway.upstream;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The pool of {@link PeekedConnection}s, whose sockets are channels because only these can be read without waiting. */
final class PeekedConnections extends PoolingHttpClientConnectionManager {
    /** A stream holds its connection for minutes, so this bounds streams, not requests a second. */
    private static final int MAX_CONNECTIONS = 20_000;

    /**
     * A pooled connection is checked before each use: sending into a closed one would lose the request, and some servers
     * close theirs right after an answer without having said so.
     */
    private static final TimeValue CHECK_AFTER_IDLE = TimeValue.ZERO_MILLISECONDS;

    PeekedConnections(TlsSocketStrategy tls, Function<Suspects, PeekedConnection> connections) {
        super(
                new DefaultHttpClientConnectionOperator(
                        PeekedConnections::socket,
                        null,
                        null,
                        RegistryBuilder.<TlsSocketStrategy>create()
                                .register(URIScheme.HTTPS.id, tls)
                                .build()),
                // Strict pools take one lock for all streams.
                PoolConcurrencyPolicy.LAX,
                PoolReusePolicy.LIFO,
                null,
                factory(new Suspects(), connections));
        setDefaultMaxPerRoute(MAX_CONNECTIONS);
        setMaxTotal(MAX_CONNECTIONS);
        setDefaultSocketConfig(SocketConfig.custom().setSoKeepAlive(true).build());
        setDefaultConnectionConfig(ConnectionConfig.custom()
                .setValidateAfterInactivity(CHECK_AFTER_IDLE)
                // The clocks limit waiting, all of it; a second limit would only blur which one ran out.
                .setConnectTimeout(Timeout.DISABLED)
                .setSocketTimeout(Timeout.DISABLED)
                .build());
    }

    private static HttpConnectionFactory<ManagedHttpClientConnection> factory(
            Suspects suspects, Function<Suspects, PeekedConnection> connections) {
        return socket -> connections.apply(suspects);
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

    /**
     * Does nothing. The library closes the pool of all calls when one of them meets an {@link Error}, for want of memory for
     * instance, and every later call would fail; that one call gives its connection up by itself.
     */
    @Override
    public void close(CloseMode mode) {
        // See above.
    }

    /** Closes all connections. */
    void end() {
        super.close(CloseMode.IMMEDIATE);
    }
}
