package lakehouse.gateway.ledger;

import jakarta.annotation.PreDestroy;
import jakarta.json.JsonNumber;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.UpstreamEvidence;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.platform.Shared;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line for each chat call and one for each failed attempt, made of {@code key=value} pairs. Holds no prompt, no
 * answer and no key.
 *
 * <p>A thread of its own writes them, so that no call waits for the console or for the server's lock on it. It gathers them
 * for a moment: to be woken for each line took a tenth of the processor's time of a short call. A line bears the time at
 * which it came about. None is dropped: when ten thousand wait to be written, or after {@link #close()}, whoever has a line
 * writes it.
 */
@Shared
public class CallLog implements CallObserver {
    private static final Logger LOG = Logger.getLogger("lakehouse.gateway.calls");

    private static final int WAITING_LINES = 10_000;
    private static final long GATHER_MILLIS = 20;
    private static final long LAST_LINES_SECONDS = 5;

    private final Queue<LogRecord> lines = new ArrayBlockingQueue<>(WAITING_LINES);
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, task -> {
        // Without what the call that starts it has in its thread: the server prints some of that with each line.
        Thread thread = new Thread(null, task, "gateway-log", 0, false);
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void attempted(CallRecord call, AttemptRecord attempt, @Nullable Failure failure) {
        if (failure != null) {
            log(
                    Level.WARNING,
                    () -> "attempt=" + call.attempts() + " call=" + call.requestId() + " outcome=" + attempt.outcome()
                            + route(call) + evidence(failure));
        }
    }

    @Override
    public void ended(CallRecord call, @Nullable Failure failure) {
        if (failure == null) {
            log(Level.INFO, () -> line(call));
        } else {
            log(Level.WARNING, () -> line(call) + " status=" + failure.status() + evidence(failure));
        }
    }

    /** Waits for the lines that are still to be written, for some seconds at most. May be called twice. */
    @PreDestroy
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(LAST_LINES_SECONDS, TimeUnit.SECONDS)) {
                LOG.warning(
                        "The last lines about calls could not be written in time: the server's log does not take them.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void log(Level level, Supplier<String> line) {
        if (!LOG.isLoggable(level)) {
            return;
        }
        LogRecord entry = new LogRecord(level, line.get());
        entry.setLoggerName(LOG.getName());
        // It is known where: to find that out, the server would walk the stack for each line.
        entry.setSourceClassName(CallLog.class.getName());
        entry.setSourceMethodName("log");
        if (!lines.offer(entry)) {
            LOG.log(entry);
        } else if (gathering.compareAndSet(false, true)) {
            writeSoon();
        }
    }

    private void writeSoon() {
        try {
            writer.schedule(this::write, GATHER_MILLIS, TimeUnit.MILLISECONDS).isDone();
        } catch (RejectedExecutionException e) {
            write();
        }
    }

    private void write() {
        // First, so that a line that comes while these are written is not left behind.
        gathering.set(false);
        for (LogRecord line = lines.poll(); line != null; line = lines.poll()) {
            LOG.log(line);
        }
    }

    private static String line(CallRecord call) {
        return "call=" + call.requestId() + " outcome=" + call.outcome() + " caller=" + LogValue.of(call.caller())
                + route(call)
                + " stream=" + call.stream() + " attempts=" + call.attempts() + " ms=" + call.millis()
                + tokens(call.usage());
    }

    private static String route(CallRecord call) {
        return (call.ladder() == null
                        ? ""
                        : " ladder=" + LogValue.of(String.valueOf(call.ladder())) + " rung=" + call.rung())
                + " provider=" + LogValue.of(call.provider()) + " model=" + LogValue.of(call.model());
    }

    private static String evidence(Failure failure) {
        UpstreamEvidence evidence = failure.evidence();
        return (failure.clock() == null ? "" : " clock=" + failure.clock().replace(' ', '-'))
                + (evidence == null ? "" : " upstream_status=" + evidence.status())
                + (evidence == null || evidence.requestId() == null
                        ? ""
                        : " upstream_request_id=" + LogValue.of(evidence.requestId()))
                + " message=" + LogValue.quoted(failure.message());
    }

    private static String tokens(@Nullable Usage usage) {
        return usage == null
                ? ""
                : figure(usage, "prompt_tokens") + figure(usage, "completion_tokens") + figure(usage, "total_tokens");
    }

    private static String figure(Usage usage, String name) {
        return usage.raw().get(name) instanceof JsonNumber number ? " " + name + "=" + number : "";
    }
}
