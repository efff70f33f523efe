package lakehouse.gateway.access;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.ledger.Call;

/**
 * Before everything that has an address, the server's own pages included: opens the call, refuses what has two readings,
 * and tells browsers which pages may ask.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class RequestGate extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Inject
    transient CallerCheck callers;

    @Inject
    transient CrossOrigin crossOrigin;

    @Inject
    transient ServerPages serverPages;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Call call = callers.open(request);
        String problem = Framing.problem(request);
        if (problem != null || Framing.isChunked(request)) {
            // What follows on the connection may be the rest of this body. Servers forgive odd chunks, each in its way,
            // so
            // a body in chunks is the last thing on its connection.
            response.setHeader("Connection", "close");
        }
        if (problem != null) {
            CallHeaders.refuse(call, Framing.failure(problem), response);
            return;
        }
        if (crossOrigin.isAnswered(request, response)) {
            return;
        }
        Failure refused = serverPages.refusal(request, call);
        if (refused != null) {
            CallHeaders.refuse(call, refused, response);
            return;
        }
        serverPages.serve(request, response, chain);
    }
}
