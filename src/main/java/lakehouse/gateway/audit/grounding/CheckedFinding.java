package lakehouse.gateway.audit.grounding;

import java.util.List;

/**
 * A finding with the verdict on it.
 *
 * @param finding what the model claims
 * @param verdict of the check
 * @param reason for a verdict other than grounded; empty otherwise
 * @param path of the file where the quote stands; the claimed one when it does not
 * @param startLine where the quote stands, from 1; the claimed line when it does not
 * @param endLine last line of the quote
 * @param deleted whether these are lines that the diff deletes, with their old numbers
 * @param code the lines as they stand in the material; empty when the quote does not
 * @param parts ids of the parts in whose answers it was found, in order
 */
public record CheckedFinding(
        Finding finding,
        Verdict verdict,
        String reason,
        String path,
        int startLine,
        int endLine,
        boolean deleted,
        String code,
        List<String> parts) {

    /** Whether the quote stands in the material. */
    public boolean holds() {
        return verdict != Verdict.UNGROUNDED;
    }

    /** This finding with other claims and parts; the verdict stays. */
    CheckedFinding with(Finding claims, List<String> allParts) {
        return new CheckedFinding(claims, verdict, reason, path, startLine, endLine, deleted, code, allParts);
    }
}
