package lakehouse.gateway.audit.grounding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lakehouse.gateway.audit.material.Block;
import lakehouse.gateway.audit.material.Mark;
import lakehouse.gateway.audit.material.PartText;
import lakehouse.gateway.audit.material.Source;
import lakehouse.gateway.audit.material.SourceLine;
import org.jspecify.annotations.Nullable;

/** Checks findings against the material, by code alone. */
public final class Grounding {
    /** Lines that a finding may be off and still count as where it says: models miscount by one or two. */
    private static final int NEAR = 2;

    /** What {@link PartText} writes around a path, and the signs that are put around one in a text. */
    private static final Pattern BEFORE_PATH = Pattern.compile("^[`\"']?(=== *)?(file |changes in )?[`\"']?");

    private static final Pattern AFTER_PATH =
            Pattern.compile("[`\"']?( \\((lines \\d+ to \\d+ of \\d+|before: .*)\\))*[`\"']?$");

    /** Lines of a block, by index, both inclusive. */
    private record Place(Source source, List<SourceLine> side, int first, int last, boolean old, int distance) {
        List<SourceLine> lines() {
            return side.subList(first, last + 1);
        }

        int start() {
            return number(side.get(first), old);
        }

        int end() {
            return number(side.get(last), old);
        }
    }

    /** Looks through one side of a block for the nearest place. */
    private static final class Search {
        private final Source source;
        private final List<SourceLine> side;
        private final boolean old;
        private final Finding finding;
        private @Nullable Place best;

        Search(Source source, List<SourceLine> side, boolean old, Finding finding) {
            this.source = source;
            this.side = side;
            this.old = old;
            this.finding = finding;
        }

        void look(NormalizedText.Range range) {
            int distance = distance(finding, number(side.get(range.first()), old), number(side.get(range.last()), old));
            // What was not changed is found on the new side; beside deleted lines it may interest, without them not.
            if ((best == null || distance < best.distance()) && (!old || touchesDeleted(range))) {
                best = new Place(source, side, range.first(), range.last(), old, distance);
            }
        }

        private boolean touchesDeleted(NormalizedText.Range range) {
            return side.subList(range.first(), range.last() + 1).stream().anyMatch(line -> line.mark() == Mark.DELETED);
        }
    }

    private final Function<String, List<Source>> named;
    private final SearchIndex index = new SearchIndex();
    private final ReentrantLock lock = new ReentrantLock();

    /** @param named gives the files that go by a path now or did before a rename; none when there is no such file */
    public Grounding(Function<String, List<Source>> named) {
        this.named = named;
    }

    /**
     * Checks a finding.
     *
     * @param part id of the part in whose answer it was
     */
    public CheckedFinding check(Finding finding, String part) {
        // One at a time: the text of a large file, made searchable, takes a multiple of its size.
        lock.lock();
        try {
            return checked(finding, part);
        } finally {
            lock.unlock();
        }
    }

    private CheckedFinding checked(Finding finding, String part) {
        List<Source> sources = sources(finding.path());
        if (sources.isEmpty()) {
            return ungrounded(finding, part, "The material has no file of this path.");
        }
        if (finding.quote().codePoints().noneMatch(Character::isLetterOrDigit)) {
            return ungrounded(finding, part, "The quote has no letter or digit, so it proves nothing.");
        }
        Place place = find(sources, finding, NormalizedText.of(finding.quote()));
        if (place == null) {
            String bare = NormalizedText.of(PartText.withoutNumbers(finding.quote()));
            place = bare.isEmpty() ? null : find(sources, finding, bare);
        }
        if (place == null) {
            boolean diff = sources.stream().allMatch(source -> source.entry().diff());
            return ungrounded(
                    finding,
                    part,
                    diff
                            ? "The quote stands on no changed line of this file, nor beside one."
                            : "The quote does not stand in this file.");
        }
        return standing(finding, part, place);
    }

    /** Models put a dot or the prefixes of diffs before a path, or copy the whole line that names the file. */
    private List<Source> sources(String path) {
        List<Source> found = withPrefixes(path);
        if (!found.isEmpty()) {
            return found;
        }
        String bare =
                AFTER_PATH.matcher(BEFORE_PATH.matcher(path).replaceFirst("")).replaceFirst("");
        return bare.equals(path) ? List.of() : withPrefixes(bare);
    }

    private List<Source> withPrefixes(String path) {
        for (String prefix : List.of("", "./", "a/", "b/")) {
            if (path.startsWith(prefix)) {
                List<Source> found = named.apply(path.substring(prefix.length()));
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private @Nullable Place find(List<Source> sources, Finding finding, String quote) {
        Place best = null;
        for (Source source : sources) {
            for (Block block : source.blocks()) {
                best = nearer(best, search(source, block, false, finding, quote));
            }
        }
        if (best == null || best.distance() > NEAR) {
            for (Source source : sources) {
                for (Block block : source.blocks()) {
                    best = nearer(best, source.entry().diff() ? search(source, block, true, finding, quote) : null);
                }
            }
        }
        return best;
    }

    private static @Nullable Place nearer(@Nullable Place one, @Nullable Place other) {
        return other == null || (one != null && one.distance() <= other.distance()) ? one : other;
    }

    /** @param old whether to search the block as it was before the change */
    private @Nullable Place search(Source source, Block block, boolean old, Finding finding, String quote) {
        SearchIndex.Side side = index.side(block, old);
        Search search = new Search(source, side.lines(), old, finding);
        side.text().find(quote, search::look);
        return search.best;
    }

    private static int number(SourceLine line, boolean old) {
        return old ? line.oldNumber() : line.newNumber();
    }

    private static int distance(Finding finding, int start, int end) {
        if (finding.startLine() == 0) {
            return Integer.MAX_VALUE;
        }
        return Math.max(0, Math.max(start - finding.endLine(), finding.startLine() - end));
    }

    private static CheckedFinding standing(Finding finding, String part, Place place) {
        String reason = reason(finding, place);
        return new CheckedFinding(
                finding,
                reason.isEmpty() ? Verdict.GROUNDED : Verdict.MOVED,
                reason,
                place.source().entry().path(),
                place.start(),
                place.end(),
                place.old(),
                place.lines().stream().map(SourceLine::text).collect(Collectors.joining("\n")),
                List.of(part));
    }

    private static String reason(Finding finding, Place place) {
        List<String> reasons = new ArrayList<>();
        if (!place.old() && finding.path().equals(place.source().entry().oldPath())) {
            reasons.add("The file was renamed from " + finding.path() + ".");
        }
        if (finding.startLine() == 0) {
            reasons.add("The finding named no line.");
        } else if (place.distance() > NEAR) {
            reasons.add("The finding named line " + finding.startLine() + ".");
        }
        return String.join(" ", reasons);
    }

    private static CheckedFinding ungrounded(Finding finding, String part, String reason) {
        return new CheckedFinding(
                finding,
                Verdict.UNGROUNDED,
                reason,
                finding.path(),
                finding.startLine(),
                finding.endLine(),
                false,
                "",
                List.of(part));
    }
}
