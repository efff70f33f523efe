package lakehouse.gateway.audit.material;

import java.util.function.Consumer;

/** Cuts a unified diff into the sections of its files. Counts the lines of hunks, so that code cannot look like a header. */
public final class DiffSections {
    private final String diff;
    private final Consumer<String> out;
    private int at;
    private int line;
    private int sectionStart = -1;
    private boolean gitHeader;
    private int oldLeft;
    private int newLeft;

    private DiffSections(String diff, Consumer<String> out) {
        this.diff = diff;
        this.out = out;
    }

    /**
     * Cuts a diff.
     *
     * @param out takes the text of each section, in order
     * @throws MalformedDiffException when it is no unified diff
     */
    public static void split(String diff, Consumer<String> out) {
        new DiffSections(diff, out).run();
    }

    private void run() {
        while (at < diff.length()) {
            int end = diff.indexOf('\n', at);
            int next = end < 0 ? diff.length() : end + 1;
            line++;
            if (oldLeft > 0 || newLeft > 0) {
                count(at < diff.length() ? diff.charAt(at) : '\n');
            } else {
                header(next);
            }
            at = next;
        }
        if (oldLeft > 0 || newLeft > 0) {
            throw new MalformedDiffException(line, "is the last one, but a hunk has lines to come");
        }
        flush(diff.length());
        if (sectionStart < 0) {
            throw new MalformedDiffException(Math.max(1, line), "ends it, and no file header came before");
        }
    }

    private void count(char sign) {
        switch (sign) {
            case ' ', '\n', '\r', '\t' -> {
                oldLeft--;
                newLeft--;
            }
            case '+' -> newLeft--;
            case '-' -> oldLeft--;
            case '\\' -> {}
            default -> throw new MalformedDiffException(line, "is in a hunk, but begins with none of space, + and -");
        }
        if (oldLeft < 0 || newLeft < 0) {
            throw new MalformedDiffException(line, "is more than its hunk's header announces");
        }
    }

    private void header(int next) {
        if (diff.startsWith("diff --git ", at)) {
            flush(at);
            sectionStart = at;
            gitHeader = true;
        } else if (diff.startsWith("--- ", at) && diff.startsWith("+++ ", next)) {
            if (!gitHeader) {
                flush(at);
                sectionStart = at;
            }
            gitHeader = false;
        } else if (diff.startsWith("@@ ", at)) {
            HunkHeader hunk = HunkHeader.parse(diff.substring(at, next), line);
            if (sectionStart < 0) {
                throw new MalformedDiffException(line, "begins a hunk before any file was named");
            }
            oldLeft = hunk.oldLines();
            newLeft = hunk.newLines();
        }
    }

    private void flush(int end) {
        if (sectionStart >= 0 && end > sectionStart) {
            out.accept(diff.substring(sectionStart, end));
        }
    }
}
