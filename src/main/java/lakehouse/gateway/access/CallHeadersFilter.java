package lakehouse.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import lakehouse.gateway.ledger.Call;

/** Puts on every response who answered it and under which id. */
@Provider
public class CallHeadersFilter implements ContainerResponseFilter {
    @Context
    HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) {
        Call call = Call.of(request);
        response.getHeaders().putSingle("x-request-id", call.requestId());
        response.getHeaders().putSingle("x-gateway-provider", call.provider());
        response.getHeaders().putSingle("x-gateway-model", headerValue(call.model()));
        response.getHeaders().putSingle("x-gateway-attempts", call.attempts());
        if (call.ladder() != null) {
            response.getHeaders().putSingle("x-gateway-ladder", headerValue(call.ladder()));
            response.getHeaders().putSingle("x-gateway-rung", call.rung());
        }
    }

    /** A model's name comes from the caller: outside printable ASCII it would break, or forge, a header. */
    private static String headerValue(String text) {
        return text.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
