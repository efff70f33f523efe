package lakehouse.gateway.provider;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.upstream.RetryAfter;
import lakehouse.gateway.upstream.UpstreamNetwork;

/** Asks a provider's management API through a MicroProfile Rest Client: typed GETs that may be repeated. */
public final class ManagementApi {
    private static final long READ_TIMEOUT_SECONDS = 15;

    private ManagementApi() {}

    /**
     * Puts one question.
     *
     * @param base address that the paths of the interface follow
     * @param api the Rest Client interface
     * @param failure what an answer outside 2xx means
     * @throws lakehouse.gateway.failure.GatewayException when there is no answer
     */
    public static <T extends AutoCloseable, R> R ask(
            ProviderSettings provider,
            URI base,
            Class<T> api,
            Function<UpstreamReply, Failure> failure,
            Function<T, R> question) {
        T client = UpstreamNetwork.ofServer()
                .restClient(base)
                .connectTimeout(provider.clocks().connect().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(READ_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .build(api);
        try {
            return question.apply(client);
        } catch (WebApplicationException e) {
            String body = provider.redact(e.getResponse().readEntity(String.class));
            throw failure.apply(new UpstreamReply(
                            e.getResponse().getStatus(),
                            body,
                            RetryAfter.told(e.getResponse().getHeaderString(HttpHeaders.RETRY_AFTER), Instant.now()),
                            e.getResponse().getHeaderString("x-request-id")))
                    .exception();
        } catch (ProcessingException e) {
            throw Failure.at(
                            FailureKind.UPSTREAM_UNREACHABLE,
                            provider.id(),
                            "Provider " + provider.id() + " gave no answer that can be read: "
                                    + e.getClass().getSimpleName() + ".")
                    .exception();
        } finally {
            close(client);
        }
    }

    private static void close(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            System.getLogger(ManagementApi.class.getName())
                    .log(System.Logger.Level.DEBUG, "A client for a management API did not close.", e);
        }
    }

    /** The key as the value of an {@code Authorization} header; null when there is none. */
    public static @org.jspecify.annotations.Nullable String bearer(ProviderSettings provider) {
        return provider.apiKey() == null ? null : "Bearer " + provider.apiKey().reveal();
    }
}
