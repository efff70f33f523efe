package lakehouse.gateway.access;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.ledger.Call;

/** Lets those who may call reach the resources. Only the home page is open to everyone. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class CallerFilter implements ContainerRequestFilter {
    @Context
    HttpServletRequest request;

    @Inject
    CallerCheck callers;

    @Override
    public void filter(ContainerRequestContext context) {
        Call call = RequestCall.of(request);
        String path = context.getUriInfo().getPath();
        if (path.isEmpty() || path.equals("/")) {
            return;
        }
        Failure refused = callers.refusal(request, call);
        if (refused != null) {
            context.abortWith(
                    FailureRenderer.reply(refused, call.requestId(), 0).response());
        }
    }
}
