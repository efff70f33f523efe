package lakehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Puts what was measured into {@code docs/performance.md}, between two marks; what people wrote around them stays. */
final class Report {
    private static final String BEGIN = "<!-- begin: %s -->";
    private static final String END = "<!-- end: %s -->";

    private final Path page;

    Report(Path page) {
        this.page = page;
    }

    /**
     * What stands at the head of a measured part.
     *
     * @param command that was run
     * @param versions of the contenders, by name
     * @param missing contenders that could not take part, and why
     */
    static String head(String command, Map<String, String> versions, Map<String, String> missing) {
        StringBuilder head = new StringBuilder("`" + command + "`, " + LocalDate.now() + ".\n\n");
        Machine.lines().forEach(line -> head.append("- ").append(line).append('\n'));
        versions.forEach((name, version) ->
                head.append("- ").append(name).append(": ").append(version).append('\n'));
        missing.forEach((name, reason) -> head.append("- ")
                .append(name)
                .append(": missing, ")
                .append(reason)
                .append(".\n"));
        return head.append('\n').toString();
    }

    /** Replaces a part of the page. */
    void write(String part, String text) {
        String begin = BEGIN.formatted(part);
        String end = END.formatted(part);
        try {
            String all = Files.exists(page) ? Files.readString(page) : "# Performance\n\n" + begin + "\n" + end + "\n";
            int from = all.indexOf(begin);
            int to = all.indexOf(end);
            if (from < 0 || to < from) {
                throw new Problem(
                        page + " has no marks \"" + begin + "\" and \"" + end + "\" around what is measured.");
            }
            Files.writeString(page, all.substring(0, from) + begin + "\n" + text + all.substring(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void writeLines(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
