package lakehouse.gateway.upstream;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.Timer;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client for chat. It sends each request exactly once: retries, redirects, cookies and decompression are off in
 * the library, because the gateway decides about them (design decision 3).
 */
@Shared
public class UpstreamClient implements Upstream {
    /** Connections that spoke too early are few; another one is taken each time, and nothing was sent meanwhile. */
    private static final int MOST_CONNECTIONS = 3;

    private static final String CONNECTED = "lakehouse.connected";

    @Inject
    Timer timer;

    /** Makes a connection; tests make their own. */
    Function<Suspects, PeekedConnection> made = PeekedConnection::new;

    /** The way to the upstreams; tests have their own. */
    UpstreamNetwork network = UpstreamNetwork.ofServer();

    private PeekedConnections connections;
    private CloseableHttpClient client;

    @PostConstruct
    void start() {
        connections = new PeekedConnections(
                (socket, host, port, attachment, context) ->
                        network.trust().tls().upgrade(socket, host, port, attachment, context),
                made);
        client = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy(new CleanReuse())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(Timeout.DISABLED)
                        // Nobody has a password for an upstream, and a challenge would only be read.
                        .setAuthenticationEnabled(false)
                        .build())
                .setRoutePlanner(new ProxyRoutes(network))
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

    @Override
    public UpstreamExchange open(
            UpstreamRequest request, ClockLimits limits, long totalDeadline, Duration drain, Cancellation cancellation)
            throws UpstreamException {
        HttpPost post = new HttpPost(request.uri());
        request.headers().forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(request.body().bytes(), null));
        CallClocks clocks = new CallClocks(timer, limits, totalDeadline, post::cancel);
        cancellation.onCancel(drain.isZero() ? post::cancel : () -> clocks.endWithin(drain));
        AtomicBoolean connected = new AtomicBoolean();
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(CONNECTED, (Runnable) () -> {
            connected.set(true);
            clocks.start(Clock.FIRST_TOKEN);
        });
        boolean open = false;
        try {
            ClassicHttpResponse response = send(post, context);
            if (!connected.get()) {
                response.close();
                throw UpstreamErrors.refusedByProxy(response.getCode());
            }
            open = true;
            // It has been sent; a stream would keep it in memory for minutes.
            post.setEntity(null);
            return new UpstreamExchange(post, response, clocks);
        } catch (IOException e) {
            throw UpstreamErrors.whileOpening(e, clocks.expired(), connected.get());
        } catch (IllegalStateException e) {
            // The library misses its connection when the request is cancelled between two of its steps.
            if (!post.isCancelled()) {
                throw e;
            }
            throw UpstreamErrors.whileOpening(
                    new InterruptedIOException("cancelled"), clocks.expired(), connected.get());
        } finally {
            if (!open) {
                clocks.close();
                // Gives the connection up, also where the library leaves that to somebody else.
                post.cancel();
            }
        }
    }

    private ClassicHttpResponse send(HttpPost post, HttpClientContext context) throws IOException {
        for (int connection = 1; ; connection++) {
            try {
                return client.executeOpen(null, post, context);
            } catch (UnaskedBytesException e) {
                if (connection == MOST_CONNECTIONS) {
                    throw e;
                }
            }
        }
    }

    @PreDestroy
    void stop() {
        client.close(CloseMode.IMMEDIATE);
        connections.end();
    }
}
