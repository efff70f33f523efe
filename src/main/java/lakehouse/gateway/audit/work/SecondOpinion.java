package lakehouse.gateway.audit.work;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Fingerprint;
import lakehouse.gateway.audit.material.Block;
import lakehouse.gateway.audit.material.Part;
import lakehouse.gateway.audit.material.PartText;
import lakehouse.gateway.audit.material.Segment;
import lakehouse.gateway.audit.material.Source;
import lakehouse.gateway.audit.material.SourceLine;
import lakehouse.gateway.audit.state.Asked;
import lakehouse.gateway.audit.state.Material;
import lakehouse.gateway.audit.state.Opinion;
import lakehouse.gateway.dispatch.InternalCalls;
import lakehouse.gateway.failure.GatewayException;
import lakehouse.gateway.json.JsonDocument;
import lakehouse.gateway.json.JsonParts;
import lakehouse.gateway.json.JsonSyntax;
import lakehouse.gateway.json.MalformedJsonException;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.threads.Time;
import lakehouse.gateway.upstream.Cancellation;
import org.jspecify.annotations.Nullable;

/** Has another model judge a finding. It sees the code around it, and what it says counts only with a quote of that code. */
final class SecondOpinion {
    /** Lines before and after the finding that are shown. */
    private static final int AROUND = 60;

    private static final int LONGEST_REASON = 2_000;

    private final InternalCalls calls;
    private final Material material;
    private final String model;
    private final String owner;

    SecondOpinion(InternalCalls calls, Material material, String model, String owner) {
        this.calls = calls;
        this.material = material;
        this.model = model;
        this.owner = owner;
    }

    /** Code as it is shown, and as it is. */
    private record Shown(String text, String code) {}

    /**
     * What the model says; null when it was cut off and has to be asked again.
     *
     * @param stopped whether the gateway is being stopped, which makes every failure meaningless
     */
    @Nullable
    Opinion of(CheckedFinding finding, String fingerprint, Cancellation cancellation, BooleanSupplier stopped) {
        Shown shown = shown(finding);
        if (shown == null) {
            return none(fingerprint, "The code around it cannot be shown.", Asked.NOBODY);
        }
        Call call = new Call(Time.SYSTEM);
        call.caller(owner);
        try {
            JsonDocument answer =
                    calls.answerPatiently(Prompts.opinion(model, finding, shown.text()), call, cancellation);
            return read(PartAuditor.text(answer), fingerprint, shown, PartAuditor.asked(call, answer.string("model")));
        } catch (GatewayException e) {
            return cancellation.isCancelled() || stopped.getAsBoolean()
                    ? null
                    : none(
                            fingerprint,
                            e.failure().code() + ": " + e.failure().message(),
                            PartAuditor.asked(call, null));
        }
    }

    private static Opinion read(String reply, String fingerprint, Shown shown, Asked asked) {
        JsonObject json;
        try {
            json = JsonSyntax.object(
                    reply.substring(Math.max(0, reply.indexOf('{')), Math.max(0, reply.lastIndexOf('}') + 1)));
        } catch (MalformedJsonException | StringIndexOutOfBoundsException e) {
            return none(fingerprint, "It did not answer in the form that was asked for.", asked);
        }
        String verdict = String.valueOf(JsonParts.string(json, "verdict")).strip();
        String quote = PartText.withoutNumbers(String.valueOf(JsonParts.string(json, "quote")));
        String reason = String.valueOf(JsonParts.string(json, "reason")).strip();
        if (!verdict.equals("agree") && !verdict.equals("disagree")) {
            return none(fingerprint, "It neither agreed nor disagreed.", asked);
        }
        if (!Fingerprint.holds(shown.code(), quote)) {
            return none(
                    fingerprint, "It said \"" + verdict + "\" with a quote that does not stand in the code.", asked);
        }
        return new Opinion(
                fingerprint,
                verdict.equals("agree") ? Opinion.View.AGREES : Opinion.View.DISAGREES,
                reason.substring(0, Math.min(LONGEST_REASON, reason.length())),
                quote,
                asked);
    }

    private static Opinion none(String fingerprint, String why, Asked asked) {
        return new Opinion(fingerprint, Opinion.View.NONE, why, "", asked);
    }

    private @Nullable Shown shown(CheckedFinding finding) {
        for (Source source : material.named(finding.path())) {
            for (int i = 0; i < source.blocks().size(); i++) {
                Block block = source.blocks().get(i);
                int at = line(block, finding);
                if (at >= 0) {
                    int from = Math.max(0, at - AROUND);
                    int to = Math.min(block.lines().size(), at + finding.endLine() - finding.startLine() + 1 + AROUND);
                    Segment segment = new Segment(source.entry().number(), i, from, to);
                    return new Shown(
                            PartText.of(new Part("1", List.of(segment)), material::source),
                            block.lines().subList(from, to).stream()
                                    .map(SourceLine::text)
                                    .collect(Collectors.joining("\n")));
                }
            }
        }
        return null;
    }

    private static int line(Block block, CheckedFinding finding) {
        for (int i = 0; i < block.lines().size(); i++) {
            SourceLine line = block.lines().get(i);
            if ((finding.deleted() ? line.oldNumber() : line.newNumber()) == finding.startLine()) {
                return i;
            }
        }
        return -1;
    }
}
