package lakehouse.gateway.audit.state;

import java.util.List;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import org.jspecify.annotations.Nullable;

/**
 * What became of a part.
 *
 * @param id of the part
 * @param outcome answered, failed, or split into halves that have results of their own
 * @param asked what it took
 * @param error what went wrong, for a failed part; null otherwise
 * @param findings checked; none unless answered
 * @param covers what of the material it is, such as {@code src/a.c:1-40}
 */
public record PartResult(
        String id,
        Outcome outcome,
        Asked asked,
        @Nullable String error,
        List<CheckedFinding> findings,
        List<String> covers) {
    /** What became of it. */
    public enum Outcome {
        ANSWERED,
        FAILED,
        SPLIT
    }

    /** The model answered. */
    public static PartResult answered(String id, Asked asked, List<CheckedFinding> findings) {
        return new PartResult(id, Outcome.ANSWERED, asked, null, findings, List.of());
    }

    /** No answer that can be used came. */
    public static PartResult failed(String id, Asked asked, String error) {
        return new PartResult(id, Outcome.FAILED, asked, error, List.of(), List.of());
    }

    /** The part was too large for the model. */
    public static PartResult split(String id, Asked asked) {
        return new PartResult(id, Outcome.SPLIT, asked, null, List.of(), List.of());
    }

    /** The same, with what of the material it is. */
    public PartResult covering(List<String> lines) {
        return new PartResult(id, outcome, asked, error, findings, lines);
    }
}
