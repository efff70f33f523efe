package lakehouse.gateway.audit.material;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Cuts material into parts: at the borders of files and hunks, and inside one only when it alone is too large. */
public final class PartCutter {
    private final int size;
    private final List<Part> parts = new ArrayList<>();
    private List<Segment> open = new ArrayList<>();
    private int taken;

    /** @param size characters of a part, about */
    public PartCutter(int size) {
        this.size = size;
    }

    /** Adds a file to what is cut. */
    public void add(Source source) {
        for (int i = 0; i < source.blocks().size(); i++) {
            List<SourceLine> lines = source.blocks().get(i).lines();
            int header = header(source);
            int cost = header + cost(lines);
            if (cost <= size) {
                place(new Segment(source.entry().number(), i, 0, lines.size()), cost);
            } else {
                cutBlock(source.entry().number(), i, lines, header);
            }
        }
    }

    private void cutBlock(int source, int block, List<SourceLine> lines, int header) {
        int from = 0;
        while (from < lines.size()) {
            int to = from + 1;
            int cost = header + lines.get(from).cost();
            while (to < lines.size() && cost + lines.get(to).cost() <= size) {
                cost += lines.get(to++).cost();
            }
            int border = to == lines.size() ? to : border(lines, from + (to - from) * 3 / 4, to);
            place(new Segment(source, block, from, border), cost);
            from = border;
        }
    }

    /** After the last blank line of a range; the range's end when it has none. */
    private static int border(List<SourceLine> lines, int from, int to) {
        for (int i = to; i > from; i--) {
            if (lines.get(i - 1).text().isBlank()) {
                return i;
            }
        }
        return to;
    }

    private void place(Segment segment, int cost) {
        if (segment.from() == segment.to()) {
            return;
        }
        if (!open.isEmpty() && taken + cost > size) {
            close();
        }
        open.add(segment);
        taken += cost;
    }

    private void close() {
        parts.add(new Part(Integer.toString(parts.size() + 1), List.copyOf(open)));
        open = new ArrayList<>();
        taken = 0;
    }

    /** The parts of all that was added. */
    public List<Part> parts() {
        if (!open.isEmpty()) {
            close();
        }
        return List.copyOf(parts);
    }

    /**
     * The two halves of a part.
     *
     * @return null when it is a single line
     */
    public static @Nullable List<Part> halves(Part part, IntFunction<Source> sources) {
        List<Segment> segments = part.segments();
        if (segments.size() > 1) {
            int middle = middle(segments, sources);
            return pair(part, segments.subList(0, middle), segments.subList(middle, segments.size()));
        }
        Segment only = segments.get(0);
        int lines = only.to() - only.from();
        if (lines < 2) {
            return null;
        }
        Block block = sources.apply(only.source()).blocks().get(only.block());
        int half = only.from() + lines / 2;
        int border = border(block.lines(), Math.max(only.from() + 1, half - lines / 8), half);
        return pair(
                part,
                List.of(new Segment(only.source(), only.block(), only.from(), border)),
                List.of(new Segment(only.source(), only.block(), border, only.to())));
    }

    private static int middle(List<Segment> segments, IntFunction<Source> sources) {
        long total = 0;
        long[] until = new long[segments.size()];
        for (int i = 0; i < until.length; i++) {
            Segment segment = segments.get(i);
            Source source = sources.apply(segment.source());
            List<SourceLine> lines = source.blocks().get(segment.block()).lines();
            total += header(source) + cost(lines.subList(segment.from(), segment.to()));
            until[i] = total;
        }
        int middle = 1;
        while (middle < until.length - 1 && until[middle] * 2 <= total) {
            middle++;
        }
        return middle;
    }

    private static List<Part> pair(Part part, List<Segment> first, List<Segment> second) {
        return List.of(new Part(part.id() + ".1", List.copyOf(first)), new Part(part.id() + ".2", List.copyOf(second)));
    }

    private static int header(Source source) {
        return source.entry().path().length() + 64;
    }

    private static int cost(List<SourceLine> lines) {
        return lines.stream().mapToInt(SourceLine::cost).sum();
    }
}
