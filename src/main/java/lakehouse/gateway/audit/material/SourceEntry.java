package lakehouse.gateway.audit.material;

import org.jspecify.annotations.Nullable;

/**
 * One file of the material, without its text.
 *
 * @param number its place in the material, from 0
 * @param path as the caller gave it; never used as a path on this machine
 * @param oldPath its path before a rename; null when it was not renamed
 * @param diff whether the text is the file's section of a unified diff, as against the whole file
 * @param offset where its text begins in the stored material, in bytes
 * @param bytes of its text in UTF-8
 * @param lines of the file, or of the diff's hunks
 * @param sha256 of its text, in hex
 */
public record SourceEntry(
        int number,
        String path,
        @Nullable String oldPath,
        boolean diff,
        long offset,
        int bytes,
        int lines,
        String sha256) {

    /** Whether the file goes by this path, now or before a rename. */
    public boolean isNamed(String name) {
        return path.equals(name) || name.equals(oldPath);
    }
}
