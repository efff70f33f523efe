package lakehouse.gateway.access;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.Time;
import org.jspecify.annotations.Nullable;

/** Opens a call for each request and decides who may call. Reads nothing of the body. */
@Shared
public class CallerCheck {
    private static final String BEARER = "bearer ";
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{8,128}");

    @Inject
    AccessKeys keys;

    @Inject
    RefusedCallers refused;

    /** The call that a request begins. It is tied to the request, and keeps a caller's own id when that is harmless. */
    public Call open(HttpServletRequest request) {
        // So a chain of services shares one id.
        String given = request.getHeader("x-request-id");
        Call call = given != null && REQUEST_ID.matcher(given).matches()
                ? new Call(given, Time.SYSTEM)
                : new Call(Time.SYSTEM);
        RequestCall.attach(call, request);
        return call;
    }

    /** Why this caller may not call; null when it may. Notes on the call who it is, or that somebody was refused. */
    public @Nullable Failure refusal(HttpServletRequest request, Call call) {
        Failure failure = check(request, call);
        if (failure != null) {
            refused.note(request, failure);
        }
        return failure;
    }

    /** Whether this caller might call. */
    boolean knows(HttpServletRequest request) {
        return check(request, RequestCall.of(request)) == null;
    }

    private @Nullable Failure check(HttpServletRequest request, Call call) {
        return keys.required() ? checkKey(request, call) : checkLocal(request);
    }

    private @Nullable Failure checkKey(HttpServletRequest request, Call call) {
        if (keys.closed()) {
            return Failure.of(
                    FailureKind.INVALID_API_KEY,
                    "The gateway cannot read its access keys, so nobody gets in. The operator finds in the server's log what"
                            + " is wrong with gateway.access.keys.");
        }
        String key = key(request);
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

    private static @Nullable String key(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return request.getHeader("x-api-key");
    }

    private static @Nullable Failure checkLocal(HttpServletRequest request) {
        String doubt = LocalCaller.doubt(request);
        return doubt == null
                ? null
                : Failure.of(
                        FailureKind.INVALID_API_KEY,
                        "No gateway key is configured, so only programs on the gateway's own machine may call, and this"
                                + " request may come from elsewhere: " + doubt
                                + ". The operator sets gateway.access.keys"
                                + " to name:SHA-256-in-hex of each accepted key.");
    }
}
