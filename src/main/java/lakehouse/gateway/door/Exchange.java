package lakehouse.gateway.door;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lakehouse.gateway.access.CallHeaders;
import lakehouse.gateway.failure.FailureReply;
import lakehouse.gateway.ledger.Call;
import org.jspecify.annotations.Nullable;

/** The HTTP request of a call and the one response to it, which any thread may write after the servlet has returned. */
public final class Exchange {
    private final AsyncContext async;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Call call;
    private final CompletableFuture<Void> givenUp = new CompletableFuture<>();

    private record GivenUp(CompletableFuture<Void> givenUp) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            // By the gateway itself, which knows.
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            givenUp.complete(null);
        }

        @Override
        public void onError(AsyncEvent event) {
            givenUp.complete(null);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Nobody starts it again.
        }
    }

    /** Takes the request out of the server's hands. */
    public Exchange(HttpServletRequest request, HttpServletResponse response, Call call) {
        this.request = request;
        this.response = response;
        this.call = call;
        async = request.startAsync();
        // The call's own clocks limit it.
        async.setTimeout(0);
        // Listeners may be added only as long as the servlet runs.
        async.addListener(new GivenUp(givenUp));
    }

    /** The call that the request began. */
    Call call() {
        return call;
    }

    /** The request's body. */
    InputStream body() throws IOException {
        return request.getInputStream();
    }

    /** The request's {@code Content-Length}; negative when it has none. */
    long length() {
        return request.getContentLengthLong();
    }

    /** The request's {@code Content-Encoding}; null when it has none. */
    @Nullable
    String coding() {
        return request.getHeader(HttpHeaders.CONTENT_ENCODING);
    }

    /**
     * Runs an action when the client leaves while nothing is written to it, or when the server gives the exchange up.
     *
     * @return to be stopped before something is written
     */
    WatchedClient watch(ClientWatch clients, Runnable gone) {
        onGivenUp(gone);
        return clients.watch(request.getRemoteAddr(), request.getRemotePort(), request.getLocalPort(), gone);
    }

    /** Runs an action when the server gives the exchange up by itself. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for it.
    private void onGivenUp(Runnable action) {
        givenUp.thenRun(action);
    }

    /**
     * Answers in one piece. The response is still to be ended.
     *
     * @throws IOException when the client is gone
     */
    void answer(byte[] json, List<String> warnings) throws IOException {
        CallHeaders.put(call, response::setHeader);
        warnings.forEach(warning -> response.addHeader("x-gateway-warning", warning));
        response.setContentType(MediaType.APPLICATION_JSON);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
        response.flushBuffer();
    }

    /**
     * Opens a stream. The response is still to be ended.
     *
     * @return takes its events
     * @throws IOException when the client is gone
     */
    OutputStream stream() throws IOException {
        CallHeaders.put(call, response::setHeader);
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        // nginx holds back a proxied response unless it is told not to.
        response.setHeader("X-Accel-Buffering", "no");
        return response.getOutputStream();
    }

    /** Answers with a failure. The response is still to be ended. */
    public void refuse(FailureReply reply) {
        try {
            refuse(call, reply, response);
        } catch (IOException e) {
            // The client left: the call has ended as the failure it was, and nobody waits for it.
        }
    }

    /** Answers with a failure where the request was not taken out of the server's hands. */
    public static void refuse(Call call, FailureReply reply, HttpServletResponse response) throws IOException {
        CallHeaders.put(call, response::setHeader);
        reply.writeTo(response);
    }

    /** Ends the response. */
    public void end() {
        try {
            async.complete();
        } catch (IllegalStateException e) {
            // The server has ended it by itself.
        }
    }
}
