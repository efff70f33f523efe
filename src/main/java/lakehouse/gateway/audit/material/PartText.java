package lakehouse.gateway.audit.material;

import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Shows a part to a model: a header for each run of lines, and before each line its number, so that no line is a header. */
public final class PartText {
    /** Characters before a line. */
    static final int PREFIX = 9;

    /** What some readers take for the end of a line, so that what follows would pass for a line without a number. */
    private static final Pattern LINE_END = Pattern.compile("[\\r\\x0b\\f\\x85\\u2028\\u2029]");

    private static final Pattern SHOWN_PREFIX = Pattern.compile("(?m)^[ +-] {0,6}\\d+\\| ?");

    private PartText() {}

    /**
     * The text of a part.
     *
     * @param sources gives a file by its number
     */
    public static String of(Part part, IntFunction<Source> sources) {
        StringBuilder text = new StringBuilder();
        for (Segment segment : part.segments()) {
            append(text, segment, sources.apply(segment.source()));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Segment segment, Source source) {
        Block block = source.blocks().get(segment.block());
        SourceEntry entry = source.entry();
        text.append(entry.diff() ? "=== changes in " : "=== file ").append(entry.path());
        if (entry.oldPath() != null) {
            text.append(" (before: ").append(entry.oldPath()).append(')');
        }
        if (!entry.diff()) {
            text.append(" (lines ")
                    .append(segment.from() + 1)
                    .append(" to ")
                    .append(segment.to())
                    .append(" of ")
                    .append(entry.lines())
                    .append(')');
        }
        text.append('\n');
        for (SourceLine line : block.lines().subList(segment.from(), segment.to())) {
            String number = Integer.toString(line.number());
            text.append(line.mark().sign())
                    .append(" ".repeat(Math.max(0, 6 - number.length())))
                    .append(number)
                    .append("| ")
                    .append(LINE_END.matcher(line.text()).replaceAll(" "))
                    .append('\n');
        }
        text.append('\n');
    }

    /** What a part shows, such as {@code src/a.c:1-40}; the new numbers of changes. */
    public static List<String> covered(Part part, IntFunction<Source> sources) {
        return part.segments().stream()
                .map(segment -> covered(segment, sources.apply(segment.source())))
                .toList();
    }

    private static String covered(Segment segment, Source source) {
        List<SourceLine> lines = source.blocks().get(segment.block()).lines().subList(segment.from(), segment.to());
        return source.entry().path() + ":" + lines.get(0).number() + "-"
                + lines.get(lines.size() - 1).number();
    }

    /** A quote without the numbers that this class put before its lines; models sometimes copy them. */
    public static String withoutNumbers(String quote) {
        return SHOWN_PREFIX.matcher(quote).replaceAll("");
    }
}
