package lakehouse.gateway.access;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.failure.FailureReply;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.threads.Time;

/**
 * Renders what the server refuses before JAX-RS sees it, such as a header that cannot be parsed: without it the server
 * answers with a page of its own. {@code web.xml} names it for all errors.
 */
@WebServlet("/error")
public class ErrorPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpServletResponse.SC_NOT_FOUND;
        Call call = new Call(Time.SYSTEM);
        CallHeaders.put(call, response::setHeader);
        FailureReply reply = FailureRenderer.reply(failure(status), call.requestId(), 0);
        new FailureReply(status, reply.headers(), reply.body()).writeTo(response);
    }

    private static Failure failure(int status) {
        if (status == HttpServletResponse.SC_NOT_FOUND) {
            return WrongAddress.unknown();
        }
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            // Payara says so by itself of an application that waits for its last calls.
            return Failure.of(
                    FailureKind.GATEWAY_STOPPING,
                    "The gateway is being started or stopped. Try another one, or later.");
        }
        return status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                ? Failure.of(
                        FailureKind.INVALID_REQUEST,
                        "The server refused the request with status " + status
                                + " before the gateway read it. Check its address and headers.")
                : Failure.of(
                        FailureKind.INTERNAL_ERROR,
                        "The server failed with status " + status
                                + " before the gateway read the request. The operator finds the cause in the server log.");
    }
}
