package lakehouse.gateway.chat;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import java.io.InputStream;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.threads.CallExecutor;

/** {@code POST /v1/chat} and {@code POST /v1/chat/completions}: OpenAI's chat completion request. */
@Path("/v1/chat{name:(/completions)?}")
@RequestScoped
public class ChatResource {
    @Inject
    CallExecutor executor;

    @Inject
    ChatConversation conversation;

    /** Answers with a chat completion, a stream of chunks, or the error envelope. */
    @POST
    public void chat(InputStream body, @Context HttpServletRequest request, @Suspended AsyncResponse response) {
        Call call = Call.of(request);
        long length = request.getContentLengthLong();
        executor.execute(() -> conversation.lead(body, length, call, response));
    }
}
