package lakehouse.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;

/** The answer to a browser that asks in advance what a page may send: https://fetch.spec.whatwg.org/#cors-preflight-fetch. */
final class Preflight {
    private static final String METHODS = "GET, HEAD, POST, DELETE, OPTIONS";
    /** Browsers keep it two hours at most. */
    private static final String MAX_AGE = "7200";

    private static final Pattern HEADERS = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,2000}");

    private Preflight() {}

    /** Answers for a page that may call. */
    static void answer(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null && HEADERS.matcher(headers).matches()) {
            response.setHeader("Access-Control-Allow-Headers", headers);
        }
        if (request.getHeader("Access-Control-Request-Private-Network") != null) {
            // Chrome asks so before a page of the internet may call this network.
            response.setHeader("Access-Control-Allow-Private-Network", "true");
        }
        response.setHeader("Access-Control-Max-Age", MAX_AGE);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
