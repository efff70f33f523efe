package lakehouse.gateway.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;

/** Renders what a resource throws, and what JAX-RS throws before there is a resource, in the one error format. */
@Provider
public class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ErrorMapper.class.getName());

    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable error) {
        Call call = RequestCall.of(request);
        Response response = FailureRenderer.reply(failure(error, call), call.requestId(), call.attempts())
                .response();
        String allowed =
                error instanceof NotAllowedException web ? web.getResponse().getHeaderString("Allow") : null;
        return allowed == null
                ? response
                : Response.fromResponse(response).header("Allow", allowed).build();
    }

    private static Failure failure(Throwable error, Call call) {
        if (error instanceof GatewayException known) {
            return known.failure();
        }
        if (error instanceof NotFoundException) {
            return WrongAddress.unknown();
        }
        if (error instanceof NotAllowedException) {
            return WrongAddress.method();
        }
        if (error instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return Failure.of(FailureKind.INVALID_REQUEST, "The request cannot be read: " + error.getMessage());
        }
        LOG.log(Level.ERROR, "call=" + call.requestId() + " failed inside the gateway", error);
        return Failure.of(
                FailureKind.INTERNAL_ERROR,
                "The gateway itself failed. The operator finds the cause in the server log under this request_id.");
    }
}
