package lakehouse.gateway.ledger;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.UpstreamEvidence;
import org.jspecify.annotations.Nullable;

/** Writes one line for each chat call, made of {@code key=value} pairs. Holds no prompt, no answer and no key. */
public final class CallLog {
    private static final Logger LOG = System.getLogger("lakehouse.gateway.calls");

    private CallLog() {}

    /** A call that gave its whole answer. */
    public static void answered(Call call, boolean stream) {
        LOG.log(Level.INFO, () -> line(call, stream, "ok"));
    }

    /** A call whose client went away. */
    public static void clientGone(Call call, boolean stream) {
        LOG.log(Level.INFO, () -> line(call, stream, "client_gone"));
    }

    /** A call that failed. */
    public static void failed(Call call, boolean stream, Failure failure) {
        UpstreamEvidence evidence = failure.evidence();
        LOG.log(
                Level.WARNING,
                () -> line(call, stream, failure.kind().code()) + " status=" + failure.status()
                        + (evidence == null ? "" : " upstream_status=" + evidence.status())
                        + (evidence == null || evidence.requestId() == null
                                ? ""
                                : " upstream_request_id=" + oneLine(evidence.requestId()))
                        + " message=\"" + oneLine(failure.message()) + '"');
    }

    private static String line(Call call, boolean stream, String outcome) {
        return "call=" + call.requestId() + " outcome=" + outcome + " caller=" + call.caller() + " provider="
                + call.provider() + " model=" + oneLine(call.model()) + " stream=" + stream + " attempts="
                + call.attempts()
                + " ms=" + TimeUnit.NANOSECONDS.toMillis(call.age()) + tokens(call.usage());
    }

    private static String tokens(@Nullable JsonObject usage) {
        return usage == null
                ? ""
                : figure(usage, "prompt_tokens") + figure(usage, "completion_tokens") + figure(usage, "total_tokens");
    }

    private static String figure(JsonObject usage, String name) {
        return usage.get(name) instanceof JsonNumber number ? " " + name + "=" + number : "";
    }

    /** Text from outside must not be able to forge a log line. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", " ").replace('"', '\'');
    }
}
