package lakehouse.gateway.audit.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.audit.grounding.CheckedFinding;
import lakehouse.gateway.audit.grounding.Fingerprint;
import lakehouse.gateway.audit.material.SourceEntry;

/**
 * This audit beside an earlier one.
 *
 * @param with what the earlier one is called
 * @param known findings that were there before
 * @param gone findings of the earlier one that are not found any more
 * @param notLookedAt findings of the earlier one in files that this audit of changes does not show
 */
record Comparison(String with, Set<CheckedFinding> known, List<KnownFinding> gone, List<KnownFinding> notLookedAt) {

    static Comparison of(String with, AuditReport report, List<KnownFinding> earlier) {
        Map<String, KnownFinding> left = new LinkedHashMap<>();
        earlier.forEach(one -> left.put(one.fingerprint(), one));
        Set<CheckedFinding> known = new HashSet<>();
        List<CheckedFinding> open = new ArrayList<>();
        Fingerprint.of(report.grounded()).forEach((finding, fingerprint) -> {
            if (left.remove(fingerprint) != null) {
                known.add(finding);
            } else {
                open.add(finding);
            }
        });
        // Only then, so that no finding takes the place of one that is the same to the letter.
        for (CheckedFinding finding : open) {
            left.values().stream()
                    .filter(one -> one.path().equals(finding.path()) && Fingerprint.overlap(one.code(), finding.code()))
                    .findFirst()
                    .ifPresent(one -> {
                        left.remove(one.fingerprint());
                        known.add(finding);
                    });
        }
        boolean changesOnly = report.material().sources().stream().allMatch(SourceEntry::diff);
        Map<Boolean, List<KnownFinding>> parted = new HashMap<>();
        left.values()
                .forEach(one -> parted.computeIfAbsent(
                                changesOnly
                                        && report.material().sources().stream()
                                                .noneMatch(source -> source.isNamed(one.path())),
                                key -> new ArrayList<>())
                        .add(one));
        return new Comparison(
                with, Set.copyOf(known), parted.getOrDefault(false, List.of()), parted.getOrDefault(true, List.of()));
    }
}
