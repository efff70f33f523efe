package lakehouse.gateway.door;

import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import lakehouse.gateway.config.CallSettings;
import lakehouse.gateway.config.InvalidSettingException;
import lakehouse.gateway.config.Setting;
import lakehouse.gateway.config.Settings;
import lakehouse.gateway.dispatch.Admission;
import lakehouse.gateway.dispatch.AnswerStream;
import lakehouse.gateway.dispatch.CallLife;
import lakehouse.gateway.dispatch.Dispatch;
import lakehouse.gateway.dispatch.WholeAnswer;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Inquiry;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.ledger.CallLedger;
import lakehouse.gateway.ledger.CallObservers;
import lakehouse.gateway.platform.Shared;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;

/** Handles one call from the body that comes in to the response that goes out, through whatever door it came. */
@Shared
public class Conversation {
    private static final Logger LOG = System.getLogger(Conversation.class.getName());

    /** How long a streamed call may be silent before its response is opened with a sign of life. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Settings settings;

    @Inject
    Dispatch dispatch;

    @Inject
    Admission admission;

    @Inject
    CallLedger ledger;

    @Inject
    CallObservers observers;

    @Inject
    CallExecutor executor;

    @Inject
    Timer timer;

    @Inject
    SilenceWatch silence;

    @Inject
    ClientWatch clients;

    /** Answers a request, whatever happens. Returns when the response has ended. */
    public void handle(FrontDoor door, Exchange exchange) {
        Call call = exchange.call();
        CallLife life = new CallLife(call, observers, () -> {});
        try {
            life = new CallLife(call, observers, admission.call());
            ledger.keep(call);
            Inquiry inquiry = door.read(body().read(exchange.body(), exchange.length(), exchange.coding()));
            call.stream(inquiry.stream());
            if (inquiry.stream()) {
                stream(door, inquiry, life, exchange);
            } else {
                whole(door, inquiry, life, exchange);
            }
        } catch (GatewayException e) {
            refuse(e.failure(), door, life, exchange);
        } catch (IOException e) {
            refuse(
                    Failure.of(FailureKind.INVALID_REQUEST, "The request body broke off before its end."),
                    door,
                    life,
                    exchange);
        } catch (RuntimeException | Error e) {
            refuse(unexpected(e, call), door, life, exchange);
        } finally {
            exchange.end();
        }
    }

    private static void refuse(Failure failure, FrontDoor door, CallLife life, Exchange exchange) {
        if (life.failed(failure)) {
            exchange.refuse(door.refusal(failure, life.call().record()));
        }
    }

    private static Failure unexpected(Throwable error, Call call) {
        if (error instanceof InvalidSettingException) {
            LOG.log(Level.ERROR, "call=" + call.requestId() + " cannot be served: " + error.getMessage());
            return Failure.of(FailureKind.PROVIDER_NOT_CONFIGURED, String.valueOf(error.getMessage()));
        }
        LOG.log(Level.ERROR, "call=" + call.requestId() + " failed inside the gateway", error);
        return Failure.of(
                FailureKind.INTERNAL_ERROR,
                "The gateway itself failed. The operator finds the cause in the server log under this request_id.");
    }

    private RequestBody body() {
        CallSettings now = settings.ofCalls();
        return new RequestBody(now.get(Setting.CHAT_MAX_BODY), now.get(Setting.CHAT_BODY_TIMEOUT));
    }

    private void whole(FrontDoor door, Inquiry inquiry, CallLife life, Exchange exchange) {
        WatchedClient client = exchange.watch(clients, life::left);
        WholeAnswer answer;
        try {
            answer = dispatch.whole(inquiry, life);
        } finally {
            client.stop();
        }
        if (!life.open()) {
            // The client left while the answer was read for its figures.
            return;
        }
        try {
            exchange.answer(door.writer(inquiry).whole(answer.document()), answer.warnings());
            life.answered();
        } catch (IOException e) {
            life.left();
        }
    }

    private void stream(FrontDoor door, Inquiry inquiry, CallLife life, Exchange exchange) {
        AnswerWriter writer = door.writer(inquiry);
        ClientStream stream = new ClientStream(exchange, life, writer, silence.probe());
        // From the first byte on, writing shows whether the client is there.
        WatchedClient client = exchange.watch(clients, life::left);
        Future<?> patience = timer.after(
                PATIENCE.toNanos(),
                () -> executor.execute(() -> {
                    client.stop();
                    stream.openEarly();
                }));
        try (AnswerStream answer = answer(inquiry, life, client, patience)) {
            relay(answer, writer, stream);
            life.answered();
        } catch (IOException e) {
            life.left();
        } catch (GatewayException e) {
            fail(e.failure(), door, life, exchange, stream);
        } catch (RuntimeException | Error e) {
            fail(unexpected(e, life.call()), door, life, exchange, stream);
        } finally {
            stream.end();
        }
    }

    private static void fail(Failure failure, FrontDoor door, CallLife life, Exchange exchange, ClientStream stream) {
        if (stream.isClientGone() || failure.kind() == FailureKind.CLIENT_GONE) {
            life.left();
        } else if (life.failed(failure)) {
            exchange.refuse(door.refusal(failure, life.call().record()));
        } else {
            stream.fail(failure, life.call().record());
        }
    }

    private AnswerStream answer(Inquiry inquiry, CallLife life, WatchedClient client, Future<?> patience) {
        try {
            return dispatch.stream(inquiry, life);
        } finally {
            patience.cancel(false);
            client.stop();
        }
    }

    private static void relay(AnswerStream answer, AnswerWriter writer, ClientStream stream) throws IOException {
        stream.onLeft(answer::left);
        if (answer.isHeld()) {
            stream.hold();
        }
        for (Chunk chunk = answer.next(); chunk != null; chunk = answer.next()) {
            writer.chunk(chunk, stream);
        }
        for (String warning : answer.warnings()) {
            writer.warning(warning, stream);
        }
        writer.end(stream);
        stream.flush();
    }
}
