package lakehouse.gateway.access;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.ledger.Call;
import org.jspecify.annotations.Nullable;

/** Opens a call for each request and lets in those who may call. Runs before anything of the body is read. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class CallerFilter implements ContainerRequestFilter {
    private static final String BEARER = "bearer ";
    private static final String REQUEST_ID = "[A-Za-z0-9._-]{8,128}";

    @Context
    HttpServletRequest request;

    @Inject
    AccessKeys keys;

    @Override
    public void filter(ContainerRequestContext context) {
        Call call = new Call(requestId(context.getHeaderString("x-request-id")));
        call.attachTo(request);
        String path = context.getUriInfo().getPath();
        if (path.isEmpty() || path.equals("/")) {
            return;
        }
        Failure refused = keys.required() ? checkKey(context, call) : checkLocal();
        if (refused != null) {
            context.abortWith(FailureRenderer.response(refused, call.requestId(), 0));
        }
    }

    /** A caller's own id is kept when it is harmless, so that a chain of services shares one. */
    private static String requestId(@Nullable String given) {
        return given != null && given.matches(REQUEST_ID)
                ? given
                : "req_" + UUID.randomUUID().toString().replace("-", "");
    }

    private @Nullable Failure checkKey(ContainerRequestContext context, Call call) {
        String key = key(context);
        if (key == null) {
            return Failure.of(
                    FailureKind.INVALID_API_KEY,
                    "The request carries no gateway key. Send one as \"Authorization: Bearer <key>\" or \"x-api-key: <key>\".");
        }
        String name = keys.nameOf(key);
        if (name == null) {
            return Failure.of(
                    FailureKind.INVALID_API_KEY,
                    "The gateway key is not known. Check it, or have the operator add its SHA-256 to gateway.access.keys.");
        }
        call.caller(name);
        return null;
    }

    private static @Nullable String key(ContainerRequestContext context) {
        String authorization = context.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return context.getHeaderString("x-api-key");
    }

    private @Nullable Failure checkLocal() {
        return LocalCaller.is(request)
                ? null
                : Failure.of(
                        FailureKind.INVALID_API_KEY,
                        "No gateway key is configured, so only programs on the gateway's own machine may call. The operator"
                                + " sets gateway.access.keys to name:SHA-256-in-hex of each accepted key.");
    }
}
