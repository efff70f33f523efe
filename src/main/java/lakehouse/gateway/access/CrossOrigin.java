package lakehouse.gateway.access;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.platform.Shared;

/**
 * Which web pages may read answers: CORS, https://fetch.spec.whatwg.org/#http-cors-protocol. Off unless
 * {@code gateway.cors.origins} names their origins. Callers show keys in headers, never in cookies, so credentials are
 * never allowed.
 */
@Shared
public class CrossOrigin {
    private static final String ANY = "*";
    private static final String ORIGIN = "Origin";
    private static final String READABLE = "x-request-id, x-gateway-provider, x-gateway-model, x-gateway-attempts,"
            + " x-gateway-ladder, x-gateway-rung, x-gateway-warning, x-should-retry, Retry-After, retry-after-ms,"
            + " WWW-Authenticate, x-ratelimit-limit-requests, x-ratelimit-limit-tokens, x-ratelimit-remaining-requests,"
            + " x-ratelimit-remaining-tokens, x-ratelimit-reset-requests, x-ratelimit-reset-tokens";

    @Inject
    Settings settings;

    /**
     * Puts the headers on a response that its page needs to read it, whatever it will be.
     *
     * @return whether the request was a browser's question in advance, and is answered
     */
    boolean isAnswered(HttpServletRequest request, HttpServletResponse response) {
        List<String> allowed = settings.ofCalls().get(Setting.CORS_ORIGINS);
        if (allowed.isEmpty()) {
            return false;
        }
        String origin = request.getHeader(ORIGIN);
        boolean any = allowed.contains(ANY);
        if (!any) {
            // Also without an Origin: a cache must not give one page's answer to another.
            response.addHeader("Vary", ORIGIN);
        }
        if (origin == null || !(any || allowed.contains(origin))) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Origin", any ? ANY : origin);
        if (!request.getMethod().equals("OPTIONS") || request.getHeader("Access-Control-Request-Method") == null) {
            response.setHeader("Access-Control-Expose-Headers", READABLE);
            return false;
        }
        Preflight.answer(request, response);
        return true;
    }
}
