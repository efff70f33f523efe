package lakehouse.gateway.upstream;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ProxySelector;
import java.util.concurrent.atomic.AtomicBoolean;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.Timer;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client for chat. It sends each request exactly once: retries, redirects, cookies and decompression are off in
 * the library, because the gateway decides about them (design decision 3).
 */
@Shared
public class UpstreamClient {
    /** A stream holds its connection for minutes, so this bounds streams, not requests a second. */
    private static final int MAX_CONNECTIONS = 20_000;

    /**
     * A pooled connection is checked before each use: sending into a closed one would lose the request, and some servers
     * close theirs right after an answer without having said so.
     */
    private static final TimeValue CHECK_AFTER_IDLE = TimeValue.ZERO_MILLISECONDS;

    private static final String CONNECTED = "lakehouse.connected";

    @Inject
    Timer timer;

    private CloseableHttpClient client;

    @PostConstruct
    void start() {
        client = HttpClients.custom()
                .setConnectionManager(new PeekedConnections()
                        // Strict pools take one lock for all streams.
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoKeepAlive(true).build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setValidateAfterInactivity(CHECK_AFTER_IDLE)
                                // The clocks limit waiting, all of it; a second limit would only blur which one ran
                                // out.
                                .setConnectTimeout(Timeout.DISABLED)
                                .setSocketTimeout(Timeout.DISABLED)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.DISABLED)
                        .build())
                .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "connected", (request, scope, chain) -> {
                    ((Runnable) scope.clientContext.getAttribute(CONNECTED)).run();
                    return chain.proceed(request, scope);
                })
                .evictIdleConnections(TimeValue.ofSeconds(60))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .disableDefaultUserAgent()
                .build();
    }

    /**
     * Sends a request and waits for the head of the answer.
     *
     * @param limits how long each clock runs
     * @param totalDeadline when the call must be over, in {@link System#nanoTime()} terms
     * @param cancellation aborts the exchange when the call is cancelled, now or later
     * @throws UpstreamException when no head came; its kind says whether a connection was ever open
     */
    public UpstreamExchange open(
            UpstreamRequest request, ClockLimits limits, long totalDeadline, Cancellation cancellation)
            throws UpstreamException {
        HttpPost post = new HttpPost(request.uri());
        request.headers().forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(request.body().bytes(), null));
        CallClocks clocks = new CallClocks(timer, limits, totalDeadline, post::cancel);
        cancellation.onCancel(post::cancel);
        AtomicBoolean connected = new AtomicBoolean();
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(CONNECTED, (Runnable) () -> {
            connected.set(true);
            clocks.start(Clock.FIRST_TOKEN);
        });
        try {
            ClassicHttpResponse response = client.executeOpen(null, post, context);
            // It has been sent; a stream would keep it in memory for minutes.
            post.setEntity(null);
            return new UpstreamExchange(post, response, clocks);
        } catch (IOException e) {
            clocks.close();
            throw UpstreamErrors.whileOpening(e, clocks.expired(), connected.get());
        }
    }

    @PreDestroy
    void stop() {
        client.close(CloseMode.IMMEDIATE);
    }
}
