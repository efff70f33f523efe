package lakehouse.gateway.audit.material;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a unified diff that concerns one file.
 *
 * @param path of the file; the old one when it was deleted; empty when the section names none
 * @param oldPath its path before a rename; null when it was not renamed
 * @param binary whether the diff only says that the files differ
 * @param blocks its hunks
 */
public record DiffSection(String path, @Nullable String oldPath, boolean binary, List<Block> blocks) {

    /**
     * Reads a section that {@link DiffSections} cut.
     *
     * @throws MalformedDiffException when a hunk header is none
     */
    public static DiffSection parse(String text) {
        return new Reading().read(text);
    }

    /** Lines of all hunks. */
    public int lines() {
        return blocks.stream().mapToInt(block -> block.lines().size()).sum();
    }

    private static final class Reading {
        private final List<Block> blocks = new ArrayList<>();
        private @Nullable String from;
        private @Nullable String to;
        private String header = "";
        private boolean binary;
        private List<SourceLine> hunk = new ArrayList<>();
        private int oldAt;
        private int newAt;
        private int oldEnd;
        private int newEnd;

        DiffSection read(String text) {
            Block lines = Block.ofFile(text);
            for (SourceLine line : lines.lines()) {
                if (oldAt < oldEnd || newAt < newEnd) {
                    hunkLine(line.text());
                } else {
                    header(line);
                }
            }
            String name = to != null ? to : from;
            boolean renamed = from != null && to != null && !from.equals(to);
            return new DiffSection(name != null ? name : nameOf(header), renamed ? from : null, binary, blocks);
        }

        private void header(SourceLine line) {
            String text = line.text();
            if (text.startsWith("diff --git ")) {
                header = text;
            } else if (text.startsWith("--- ")) {
                from = DiffPath.of(text.substring(4), "a/");
            } else if (text.startsWith("+++ ")) {
                to = DiffPath.of(text.substring(4), "b/");
            } else if (text.startsWith("rename from ") || text.startsWith("copy from ")) {
                from = DiffPath.of(text.substring(text.indexOf("from ") + 5), "");
            } else if (text.startsWith("rename to ") || text.startsWith("copy to ")) {
                to = DiffPath.of(text.substring(text.indexOf("to ") + 3), "");
            } else if (text.startsWith("Binary files ") || text.startsWith("GIT binary patch")) {
                binary = true;
            } else if (text.startsWith("@@ ")) {
                begin(HunkHeader.parse(text, line.number()));
            }
        }

        private void begin(HunkHeader hunkHeader) {
            hunk = new ArrayList<>();
            blocks.add(new Block(hunk));
            oldAt = hunkHeader.oldStart();
            oldEnd = oldAt + hunkHeader.oldLines();
            newAt = hunkHeader.newStart();
            newEnd = newAt + hunkHeader.newLines();
        }

        private void hunkLine(String line) {
            // Some tools take the one space off a context line that is otherwise empty.
            char sign = line.isEmpty() ? ' ' : line.charAt(0);
            String text = line.isEmpty() ? line : line.substring(1);
            switch (sign) {
                case '+' -> hunk.add(new SourceLine(Mark.ADDED, 0, newAt++, text));
                case '-' -> hunk.add(new SourceLine(Mark.DELETED, oldAt++, 0, text));
                case '\\' -> {}
                case ' ' -> hunk.add(new SourceLine(Mark.SAME, oldAt++, newAt++, text));
                default -> hunk.add(new SourceLine(Mark.SAME, oldAt++, newAt++, line));
            }
        }

        /** From {@code diff --git a/x b/x}, which alone names a file whose mode or binary content changed. */
        private static String nameOf(String header) {
            String names = header.substring(Math.min(header.length(), "diff --git ".length()));
            String second = names.substring(Math.min(names.length(), names.length() / 2 + 1));
            String path = DiffPath.of(second, "b/");
            return path == null ? "" : path;
        }
    }
}
