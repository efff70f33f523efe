package lakehouse.gateway.ledger;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.UpstreamEvidence;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line for each chat call and one for each failed attempt, made of {@code key=value} pairs. Holds no prompt, no
 * answer and no key.
 */
public final class CallLog {
    private static final Logger LOG = Logger.getLogger("lakehouse.gateway.calls");

    /** Text from outside must not be able to forge a log line. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    private CallLog() {}

    /** A call that gave its whole answer, or whose client went away. */
    public static void ended(Call call) {
        log(Level.INFO, () -> line(call));
    }

    /** A call that failed. */
    public static void failed(Call call, Failure failure) {
        log(Level.WARNING, () -> line(call) + " status=" + failure.status() + evidence(failure));
    }

    /** An attempt that failed, whatever became of its call. */
    public static void attemptFailed(Call call, Failure failure) {
        log(
                Level.WARNING,
                () -> "attempt=" + call.attempts() + " call=" + call.requestId() + " outcome="
                        + failure.kind().code() + route(call) + evidence(failure));
    }

    /** Says where it was logged, which is known: to find that out, the server would walk the stack for each line. */
    private static void log(Level level, Supplier<String> line) {
        LOG.logp(level, CallLog.class.getName(), "log", line);
    }

    private static String line(Call call) {
        return "call=" + call.requestId() + " outcome=" + call.outcome() + " caller=" + call.caller() + route(call)
                + " stream=" + call.stream() + " attempts=" + call.attempts() + " ms=" + call.millis()
                + tokens(call.usage());
    }

    private static String route(Call call) {
        return (call.ladder() == null ? "" : " ladder=" + call.ladder() + " rung=" + call.rung()) + " provider="
                + oneLine(call.provider()) + " model=" + oneLine(call.model());
    }

    private static String evidence(Failure failure) {
        UpstreamEvidence evidence = failure.evidence();
        return (failure.clock() == null ? "" : " clock=" + failure.clock().replace(' ', '-'))
                + (evidence == null ? "" : " upstream_status=" + evidence.status())
                + (evidence == null || evidence.requestId() == null
                        ? ""
                        : " upstream_request_id=" + oneLine(evidence.requestId()))
                + " message=\"" + oneLine(failure.message()) + '"';
    }

    private static String tokens(@Nullable JsonObject usage) {
        return usage == null
                ? ""
                : figure(usage, "prompt_tokens") + figure(usage, "completion_tokens") + figure(usage, "total_tokens");
    }

    private static String figure(JsonObject usage, String name) {
        return usage.get(name) instanceof JsonNumber number ? " " + name + "=" + number : "";
    }

    private static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ").replace('"', '\'');
    }
}
