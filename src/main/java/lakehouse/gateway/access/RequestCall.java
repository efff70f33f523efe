package lakehouse.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.threads.Time;

/** The call that a request began, kept with the request. */
public final class RequestCall {
    private static final String ATTRIBUTE = "lakehouse.call";

    private RequestCall() {}

    /** The call that a request belongs to; a nameless one when the request never reached the gateway's filters. */
    public static Call of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Call call ? call : new Call("none", Time.SYSTEM);
    }

    /** Ties a call to its request. */
    static void attach(Call call, HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, call);
    }
}
