package lakehouse.gateway.chat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.threads.CallExecutor;
import lakehouse.gateway.threads.Timer;

/**
 * Opens the response to a streamed call. Normally that is at the commit point, so that a failure before it has its honest
 * status. A provider that says nothing for long, or a ladder that holds the answer back, would let proxies cut the
 * connection and would hide that the client is gone: then the response is opened with a comment, which is no byte of an
 * answer, so that retries and rungs stay possible.
 */
final class StreamOpening {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final ChatExchange exchange;
    private final StreamRelay relay;
    private final CompletableFuture<Answer> answer;
    private final WatchedClient client;
    private final Consumer<Failure> refusal;
    private final AtomicBoolean opened = new AtomicBoolean();

    /**
     * An opening to come.
     *
     * @param client watched until something is written to it
     * @param refusal answers with a failure before the commit point
     */
    StreamOpening(
            ChatExchange exchange,
            StreamRelay relay,
            CompletableFuture<Answer> answer,
            WatchedClient client,
            Consumer<Failure> refusal) {
        this.exchange = exchange;
        this.relay = relay;
        this.answer = answer;
        this.client = client;
        this.refusal = refusal;
    }

    /** Gets the answer, and answers. Returns when the stream is written, or is being written by another thread. */
    void run(Supplier<Answer> dispatch, Timer timer, CallExecutor executor) {
        Future<?> patience = timer.after(PATIENCE, () -> executor.execute(this::openEarly));
        Failure failure = null;
        try {
            answer.complete(dispatch.get());
        } catch (GatewayException e) {
            failure = e.failure();
            answer.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            // A response that is open already must end too; otherwise the caller of this method answers.
            opened.set(true);
            answer.completeExceptionally(Failure.of(FailureKind.INTERNAL_ERROR, "The gateway itself failed.")
                    .exception());
            throw e;
        } finally {
            patience.cancel(false);
            client.stop();
        }
        if (opened.compareAndSet(false, true)) {
            if (failure == null) {
                relay.writeTo(exchange);
            } else {
                refusal.accept(failure);
            }
        }
    }

    private void openEarly() {
        if (opened.compareAndSet(false, true)) {
            client.stop();
            relay.writeTo(exchange);
        }
    }
}
