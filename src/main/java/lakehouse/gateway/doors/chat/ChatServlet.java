package lakehouse.gateway.doors.chat;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lakehouse.gateway.access.CallerCheck;
import lakehouse.gateway.access.RequestCall;
import lakehouse.gateway.access.WrongAddress;
import lakehouse.gateway.door.Conversation;
import lakehouse.gateway.door.Exchange;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.threads.CallExecutor;

/**
 * {@code POST /v1/chat} and {@code POST /v1/chat/completions}: OpenAI's chat completion request. A servlet, because JAX-RS took a
 * third of the processor's time of a short call (docs/decisions/050-chat-is-a-servlet.md).
 */
@WebServlet(
        urlPatterns = {"/v1/chat", "/v1/chat/", "/v1/chat/completions", "/v1/chat/completions/"},
        asyncSupported = true)
public class ChatServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient CallerCheck callers;

    @Inject
    transient CallExecutor executor;

    @Inject
    transient Conversation conversation;

    @Inject
    transient ChatDoor door;

    /** Answers with a chat completion, a stream of chunks, or the error envelope. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Call call = RequestCall.of(request);
        Failure refused = callers.refusal(request, call);
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST, OPTIONS");
            if (refused == null && request.getMethod().equals("OPTIONS")) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return;
            }
            refused = refused == null ? WrongAddress.method() : refused;
        }
        if (refused != null) {
            Exchange.refuse(call, door.refusal(refused, call.record()), response);
            return;
        }
        Exchange exchange = new Exchange(request, response, call);
        try {
            executor.execute(() -> conversation.handle(door, exchange));
        } catch (GatewayException e) {
            exchange.refuse(door.refusal(e.failure(), call.record()));
            exchange.end();
        }
    }
}
