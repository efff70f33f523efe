package lakehouse.gateway.audit.material;

import java.util.List;

/**
 * One file of the material.
 *
 * @param entry what it is
 * @param blocks the whole file, or the hunks of its diff
 */
public record Source(SourceEntry entry, List<Block> blocks) {
    /**
     * Reads a stored text.
     *
     * @param text as {@code entry} describes it
     */
    public static Source of(SourceEntry entry, String text) {
        return new Source(entry, entry.diff() ? DiffSection.parse(text).blocks() : List.of(Block.ofFile(text)));
    }

    /** Lines of a file's text. */
    public static int countLines(String text) {
        int count = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            count++;
        }
        return text.isEmpty() || text.endsWith("\n") ? count : count + 1;
    }
}
