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
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureRenderer;
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
            refuse(
                    call,
                    Failure.of(
                            FailureKind.INVALID_REQUEST,
                            "The request can be read in two ways: " + problem
                                    + ". The connection is closed. Correct the client, or the proxy in between."),
                    response);
            return;
        }
        if (crossOrigin.isAnswered(request, response)) {
            return;
        }
        Failure refused = serverPages.refusal(request, call);
        if (refused != null) {
            refuse(call, refused, response);
            return;
        }
        serverPages.serve(request, response, chain);
    }

    private static void refuse(Call call, Failure failure, HttpServletResponse response) throws IOException {
        CallHeaders.put(call, response::setHeader);
        FailureRenderer.reply(failure, call.requestId(), 0).writeTo(response);
    }
}
