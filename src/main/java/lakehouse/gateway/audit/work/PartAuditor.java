package lakehouse.gateway.audit.work;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Finding;
import lakehouse.gateway.audit.grounding.Grounding;
import lakehouse.gateway.audit.material.Part;
import lakehouse.gateway.audit.material.PartCutter;
import lakehouse.gateway.audit.material.PartText;
import lakehouse.gateway.audit.state.Asked;
import lakehouse.gateway.audit.state.AuditDirectory;
import lakehouse.gateway.audit.state.AuditRequest;
import lakehouse.gateway.audit.state.InvalidReply;
import lakehouse.gateway.audit.state.Material;
import lakehouse.gateway.audit.state.PartResult;
import lakehouse.gateway.dispatch.InternalCalls;
import lakehouse.gateway.failure.Failure;
import lakehouse.gateway.failure.FailureKind;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.form.Usage;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.threads.Time;
import lakehouse.gateway.upstream.Cancellation;
import org.jspecify.annotations.Nullable;

/** Has one part audited: asks the model, reads the reply, asks once more when it is not valid, checks the findings. */
final class PartAuditor {
    private static final Logger LOG = System.getLogger(PartAuditor.class.getName());

    /** What a second request repeats of a first reply. */
    private static final int MAX_REPEATED = 20_000;

    private static final int TOO_LARGE = 413;

    private final InternalCalls calls;
    private final AuditDirectory directory;
    private final AuditRequest request;
    private final Material material;
    private final Grounding grounding;

    PartAuditor(InternalCalls calls, AuditDirectory directory, AuditRequest request, Material material) {
        this.calls = calls;
        this.directory = directory;
        this.request = request;
        this.material = material;
        this.grounding = new Grounding(material::named);
    }

    /**
     * Audits a part.
     *
     * @param stopped whether the gateway is being stopped, which makes every failure meaningless
     * @return what became of it; null when it was cut off and has to be asked again
     */
    @Nullable
    PartResult audit(Part part, Cancellation cancellation, BooleanSupplier stopped) throws IOException {
        String text = PartText.of(part, material::source);
        InvalidReply earlier = directory.invalidReply(part.id()).orElse(null);
        Asked spent = earlier == null ? Asked.NOBODY : earlier.asked();
        while (true) {
            Call call = newCall();
            try {
                JsonDocument answer = calls.answerPatiently(
                        Prompts.request(request.model(), request.focus(), part.id(), text, earlier),
                        call,
                        cancellation);
                spent = asked(call, answer.string("model")).after(spent);
                String reply = text(answer);
                InvalidReply invalid = null;
                try {
                    return PartResult.answered(part.id(), spent, check(ReplyReader.read(reply), part.id()));
                } catch (InvalidReplyException e) {
                    invalid = new InvalidReply(cut(reply), e.problem(), spent);
                }
                if (earlier != null) {
                    return PartResult.failed(
                            part.id(),
                            spent,
                            "The model's reply cannot be used, nor the second one: " + invalid.error());
                }
                keep(part, invalid);
                earlier = invalid;
            } catch (GatewayException e) {
                spent = asked(call, null).after(spent);
                return cancellation.isCancelled() || stopped.getAsBoolean() ? null : failed(part, spent, e.failure());
            }
        }
    }

    private void keep(Part part, InvalidReply invalid) {
        try {
            directory.write(part.id(), invalid);
        } catch (IOException e) {
            // Only a crash before the second reply would want it.
            LOG.log(Level.WARNING, "audit=" + directory.id() + " part=" + part.id() + " cannot keep a reply: " + e);
        }
    }

    private Call newCall() {
        Call call = new Call(Time.SYSTEM);
        call.caller(request.owner());
        return call;
    }

    static Asked asked(Call call, @Nullable String answeredBy) {
        Usage usage = call.usage();
        return new Asked(
                call.provider(),
                call.model(),
                answeredBy,
                call.attempts(),
                call.millis(),
                usage == null || usage.input() == null ? 0 : usage.input(),
                usage == null || usage.output() == null ? 0 : usage.output(),
                call.requestId());
    }

    private List<CheckedFinding> check(List<Finding> findings, String part) {
        return findings.stream().map(finding -> grounding.check(finding, part)).toList();
    }

    private @Nullable PartResult failed(Part part, Asked spent, Failure failure) {
        boolean tooLarge = failure.kind() == FailureKind.CONTEXT_LENGTH_EXCEEDED
                || (failure.kind() == FailureKind.UPSTREAM_LACKS && failure.status() == TOO_LARGE);
        if (tooLarge && PartCutter.halves(part, material::source) != null) {
            return PartResult.split(part.id(), spent);
        }
        return failure.kind() == FailureKind.GATEWAY_STOPPING
                ? null
                : PartResult.failed(part.id(), spent, failure.code() + ": " + failure.message());
    }

    /** What a chat completion says; some vendors give a list of texts. */
    static String text(JsonDocument answer) {
        boolean given = answer.value("choices") instanceof JsonArray choices && !choices.isEmpty();
        JsonValue first = given ? answer.tree().getJsonArray("choices").get(0) : JsonValue.NULL;
        JsonValue message = first instanceof JsonObject choice ? choice.get("message") : null;
        JsonValue content = message instanceof JsonObject object ? object.get("content") : null;
        if (content instanceof JsonArray list) {
            return list.stream()
                    .map(item -> item instanceof JsonObject object ? object.getString("text", "") : "")
                    .collect(Collectors.joining());
        }
        return content instanceof JsonString string ? string.getString() : "";
    }

    private static String cut(String reply) {
        return reply.length() > MAX_REPEATED ? reply.substring(0, MAX_REPEATED) + " ..." : reply;
    }
}
