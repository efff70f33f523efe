package lakehouse.gateway.audit.grounding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one finding of those that say the same: of one file, of one category, on lines that overlap, and one's quote inside
 * the other's. Two flaws on one line stay two.
 */
public final class Merging {
    private static final Comparator<CheckedFinding> ORDER = Comparator.<CheckedFinding, Severity>comparing(
                    one -> one.finding().severity())
            .thenComparing(CheckedFinding::path)
            .thenComparing(CheckedFinding::startLine)
            .thenComparing(CheckedFinding::deleted)
            .thenComparing(one -> one.finding().category());

    private record Key(String path, boolean holds, boolean deleted, String category) {
        static Key of(CheckedFinding one) {
            return new Key(
                    one.path(),
                    one.holds(),
                    one.deleted(),
                    one.finding().category().toLowerCase(Locale.ROOT));
        }
    }

    private Merging() {}

    /** The findings without repetitions, worst first, then by place. */
    public static List<CheckedFinding> merge(Iterable<CheckedFinding> findings) {
        Map<Key, List<CheckedFinding>> groups = new LinkedHashMap<>();
        for (CheckedFinding finding : findings) {
            add(groups.computeIfAbsent(Key.of(finding), key -> new ArrayList<>()), finding);
        }
        return groups.values().stream().flatMap(List::stream).sorted(ORDER).toList();
    }

    private static void add(List<CheckedFinding> group, CheckedFinding finding) {
        for (int i = 0; i < group.size(); i++) {
            if (same(group.get(i), finding)) {
                group.set(i, joined(group.get(i), finding));
                return;
            }
        }
        group.add(finding);
    }

    private static boolean same(CheckedFinding one, CheckedFinding other) {
        String quote = NormalizedText.of(one.finding().quote());
        String otherQuote = NormalizedText.of(other.finding().quote());
        boolean overlap = one.startLine() <= other.endLine() && other.startLine() <= one.endLine();
        if (quote.isEmpty() || otherQuote.isEmpty()) {
            return overlap && quote.equals(otherQuote);
        }
        return overlap && (quote.contains(otherQuote) || otherQuote.contains(quote));
    }

    /** A grounded verdict wins over a moved one, then the worse severity, then who came first. */
    private static CheckedFinding joined(CheckedFinding one, CheckedFinding other) {
        boolean otherBetter = other.verdict().compareTo(one.verdict()) < 0;
        CheckedFinding kept = otherBetter ? other : one;
        Finding text = kept.finding();
        Finding second = (otherBetter ? one : other).finding();
        Finding claims = new Finding(
                text.path(),
                text.startLine(),
                text.endLine(),
                text.quote(),
                text.severity().isAtLeast(second.severity()) ? text.severity() : second.severity(),
                text.category(),
                text.explanation(),
                text.suggestion().isEmpty() ? second.suggestion() : text.suggestion(),
                surer(text.confidence(), second.confidence()));
        Set<String> parts = new LinkedHashSet<>(one.parts());
        parts.addAll(other.parts());
        return kept.with(claims, List.copyOf(parts));
    }

    private static @Nullable Double surer(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }
}
