package lakehouse.gateway.dispatch;

import java.util.List;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.provider.Chunk;
import lakehouse.gateway.provider.DisconnectPolicy;
import org.jspecify.annotations.Nullable;

/** A stream that goes on as it is read. It ends its attempt when it ends. */
final class LiveStream implements AnswerStream {
    private final ChunkStream chunks;
    private final RunningAttempt attempt;
    private final DisconnectPolicy policy;
    private final TimeoutWords words;
    private boolean over;
    private volatile boolean clientLeft;

    /** @param policy what becomes of the rest when the client leaves */
    LiveStream(ChunkStream chunks, RunningAttempt attempt, DisconnectPolicy policy, TimeoutWords words) {
        this.chunks = chunks;
        this.attempt = attempt;
        this.policy = policy;
        this.words = words;
    }

    @Override
    public @Nullable Chunk next() {
        try {
            Chunk chunk = chunks.next();
            if (chunk == null) {
                over = true;
                attempt.answered(Usage.of(chunks.usage()));
            }
            return chunk;
        } catch (GatewayException e) {
            over = true;
            Failure failure = clientLeft || attempt.life().isOver() ? gone() : words.told(e.failure());
            attempt.failed(failure);
            throw failure.exception();
        }
    }

    @Override
    public boolean isHeld() {
        return false;
    }

    @Override
    public List<String> warnings() {
        return chunks.warnings();
    }

    @Override
    public void left() {
        clientLeft = true;
        if (policy.drains()) {
            chunks.endWithin(policy.time());
        } else {
            attempt.life().cancellation().cancel();
        }
    }

    @Override
    public void close() {
        try {
            if (!over) {
                over = true;
                if (policy.drains() && isDrained()) {
                    attempt.answered(Usage.of(chunks.usage()));
                } else {
                    attempt.failed(gone());
                }
            }
        } finally {
            chunks.close();
        }
    }

    /** Reads on for the usage figures alone, and tells whether the stream came to its end in time. */
    private boolean isDrained() {
        chunks.endWithin(policy.time());
        try {
            for (int left = policy.events(); left > 0; left--) {
                if (chunks.next() == null) {
                    return true;
                }
            }
        } catch (GatewayException e) {
            // The client is gone: how the stream failed interests nobody.
            return false;
        }
        return false;
    }

    private static Failure gone() {
        return Failure.of(FailureKind.CLIENT_GONE, "The client went away while the answer was relayed.");
    }
}
