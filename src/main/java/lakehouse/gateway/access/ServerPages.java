package lakehouse.gateway.access;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/**
 * What a server adds to the application's addresses: Payara puts health checks, metrics and a description of the API there
 * (WildFly has its own port for the first two). Everybody may ask whether the gateway is up; more is for those who may call.
 */
@Shared
public class ServerPages {
    private static final String HEALTH = "/health";

    /** Servlets that say nothing else are named after their class, and so is the application of JAX-RS. */
    private static final String OURS = "lakehouse.gateway.";

    @Inject
    CallerCheck callers;

    /** Why a page of the server is not shown; null when it is, or when the request is for the gateway itself. */
    @Nullable
    Failure refusal(HttpServletRequest request, Call call) {
        return isOurs(request) || isHealth(request) ? null : callers.refusal(request, call);
    }

    /** Goes on. A health check that is asked for by somebody who may not know details tells none. */
    void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isOurs(request) || !isHealth(request)) {
            chain.doFilter(request, response);
            return;
        }
        boolean trusted = LocalCaller.is(request) || callers.knows(request);
        HealthAudience.during(trusted, () -> chain.doFilter(request, response));
    }

    /** By who will answer, not by the address: that may be written in many ways. */
    private static boolean isOurs(HttpServletRequest request) {
        return String.valueOf(request.getHttpServletMapping().getServletName()).startsWith(OURS);
    }

    private static boolean isHealth(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }
}
