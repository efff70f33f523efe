package lakehouse.gateway.chat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import lakehouse.gateway.config.Cached;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.FailureRenderer;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLedger;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;
import lakehouse.gateway.upstream.Cancellation;

/** Leads one chat call from the body that comes in to the response that goes out. */
@ApplicationScoped
public class ChatConversation {
    private static final Logger LOG = System.getLogger(ChatConversation.class.getName());
    private static final int MAX_BODY = 32 * 1024 * 1024;

    @Inject
    Settings settings;

    @Inject
    ChatDispatch dispatch;

    @Inject
    Admission admission;

    @Inject
    CallLedger ledger;

    @Inject
    CallExecutor executor;

    @Inject
    Timer timer;

    private final Cached<Integer> maxBody =
            new Cached<>(Duration.ofSeconds(1), () -> settings.number(Setting.CHAT_MAX_BODY, "", MAX_BODY));

    /**
     * Answers a request, whatever happens. Returns when the answer is written or another thread writes it.
     *
     * @param length the request's {@code Content-Length}; negative when it has none
     */
    void lead(InputStream body, long length, Call call, AsyncResponse response) {
        CallEnd end = new CallEnd(call, () -> {});
        try {
            end = new CallEnd(call, admission.call());
            ledger.keep(call);
            ChatRequest request = ChatRequest.read(body, length, maxBody.get());
            call.stream(request.stream());
            if (request.stream()) {
                stream(request, call, end, response);
            } else {
                whole(request, call, end, response);
            }
        } catch (GatewayException e) {
            response.resume(refusal(call, end, e.failure()));
        } catch (IOException e) {
            response.resume(refusal(
                    call, end, Failure.of(FailureKind.INVALID_REQUEST, "The request body broke off before its end.")));
        } catch (InvalidSettingException e) {
            LOG.log(Level.ERROR, "call=" + call.requestId() + " cannot be served: " + e.getMessage());
            response.resume(refusal(
                    call, end, Failure.of(FailureKind.PROVIDER_NOT_CONFIGURED, String.valueOf(e.getMessage()))));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "call=" + call.requestId() + " failed inside the gateway", e);
            response.resume(refusal(
                    call,
                    end,
                    Failure.of(
                            FailureKind.INTERNAL_ERROR,
                            "The gateway itself failed. The operator finds the cause in the server log under this"
                                    + " request_id.")));
        }
    }

    private void whole(ChatRequest request, Call call, CallEnd end, AsyncResponse response) {
        Answer.Whole answer = (Answer.Whole) dispatch.dispatch(request, call, new Cancellation());
        response.register((CompletionCallback) error -> {
            if (error == null) {
                end.answered();
            } else {
                end.clientGone();
            }
        });
        Response.ResponseBuilder ok = Response.ok(answer.document().bytes(), MediaType.APPLICATION_JSON_TYPE);
        answer.warnings().forEach(warning -> ok.header("x-gateway-warning", warning));
        response.resume(ok.build());
    }

    private void stream(ChatRequest request, Call call, CallEnd end, AsyncResponse response) {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        StreamRelay relay = new StreamRelay(answer, call, end, cancellation, new SilenceProbe(timer, executor));
        // The server may find the client gone before it asks for the first byte; then only this is called.
        response.register((CompletionCallback) error -> abandon(answer, cancellation, end));
        new StreamOpening(response, relay, answer, failure -> refusal(call, end, failure))
                .run(() -> dispatch.dispatch(request, call, cancellation), timer, executor);
    }

    /** Does nothing for a call that has ended in order. */
    @SuppressWarnings("FutureReturnValueIgnored") // The clean-up neither fails nor is waited for.
    private static void abandon(CompletableFuture<Answer> answer, Cancellation cancellation, CallEnd end) {
        if (!end.clientGone()) {
            return;
        }
        cancellation.cancel();
        answer.thenAccept(ready -> {
            if (ready instanceof Answer.Streamed streamed) {
                streamed.attempt().failed(Failure.of(FailureKind.CLIENT_GONE, "The client went away."));
                streamed.rest().close();
            }
        });
    }

    private static Response refusal(Call call, CallEnd end, Failure failure) {
        end.failed(failure);
        return FailureRenderer.response(failure, call.requestId(), call.attempts(), call.failedTrail());
    }
}
