package lakehouse.gateway.chat;

import jakarta.inject.Inject;
import java.io.IOException;
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
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLedger;
import lakehouse.gateway.ledger.CallLog;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;
import lakehouse.gateway.upstream.Cancellation;

/** Leads one chat call from the body that comes in to the response that goes out. */
@Shared
public class ChatConversation {
    private static final Logger LOG = System.getLogger(ChatConversation.class.getName());
    private static final int MAX_BODY = 32 * 1024 * 1024;
    private static final Duration BODY_TIMEOUT = Duration.ofMinutes(2);

    @Inject
    Settings settings;

    @Inject
    ChatDispatch dispatch;

    @Inject
    Admission admission;

    @Inject
    CallLedger ledger;

    @Inject
    CallLog log;

    @Inject
    CallExecutor executor;

    @Inject
    Timer timer;

    @Inject
    SilenceWatch silence;

    @Inject
    ClientWatch clients;

    private final Cached<RequestBody> bodies = new Cached<>(
            Duration.ofSeconds(1),
            () -> new RequestBody(
                    settings.number(Setting.CHAT_MAX_BODY, "", MAX_BODY),
                    settings.duration(Setting.CHAT_BODY_TIMEOUT, "", BODY_TIMEOUT)));

    /** Answers a request, whatever happens. Returns when the answer is written or another thread writes it. */
    void lead(ChatExchange exchange) {
        Call call = exchange.call();
        CallEnd end = new CallEnd(call, log, () -> {});
        try {
            end = new CallEnd(call, log, admission.call());
            ledger.keep(call);
            ChatRequest request =
                    ChatRequest.read(bodies.get().read(exchange.body(), exchange.length(), exchange.coding()));
            call.stream(request.stream());
            if (request.stream()) {
                stream(request, end, exchange);
            } else {
                whole(request, end, exchange);
            }
        } catch (GatewayException e) {
            refuse(exchange, end, e.failure());
        } catch (IOException e) {
            refuse(
                    exchange,
                    end,
                    Failure.of(FailureKind.INVALID_REQUEST, "The request body broke off before its end."));
        } catch (InvalidSettingException e) {
            LOG.log(Level.ERROR, "call=" + call.requestId() + " cannot be served: " + e.getMessage());
            refuse(exchange, end, Failure.of(FailureKind.PROVIDER_NOT_CONFIGURED, String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "call=" + call.requestId() + " failed inside the gateway", e);
            refuse(
                    exchange,
                    end,
                    Failure.of(
                            FailureKind.INTERNAL_ERROR,
                            "The gateway itself failed. The operator finds the cause in the server log under this"
                                    + " request_id."));
        }
    }

    private void whole(ChatRequest request, CallEnd end, ChatExchange exchange) {
        Cancellation cancellation = new Cancellation();
        WatchedClient client = exchange.watch(clients, () -> {
            end.clientGone();
            cancellation.cancel();
        });
        Answer.Whole answer;
        try {
            answer = (Answer.Whole) dispatch.dispatch(request, exchange.call(), cancellation);
        } finally {
            client.stop();
        }
        try {
            exchange.answer(answer.document().bytes(), answer.warnings());
            end.answered();
        } catch (IOException e) {
            end.clientGone();
        } finally {
            exchange.end();
        }
    }

    private void stream(ChatRequest request, CallEnd end, ChatExchange exchange) {
        Call call = exchange.call();
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        StreamRelay relay = new StreamRelay(answer, call, end, cancellation, silence.probe());
        // From the first byte on the relay notices by itself.
        WatchedClient client = exchange.watch(clients, () -> abandon(answer, cancellation, end));
        new StreamOpening(exchange, relay, answer, client, failure -> refuse(exchange, end, failure))
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

    private static void refuse(ChatExchange exchange, CallEnd end, Failure failure) {
        end.failed(failure);
        exchange.refuse(failure);
    }
}
