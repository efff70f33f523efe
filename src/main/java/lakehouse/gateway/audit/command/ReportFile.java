package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * A file that a report goes to. A repository of somebody else's making may hold a link of the report's name, so nothing is
 * written through a link below it.
 */
final class ReportFile {
    private ReportFile() {}

    /**
     * Whether a report can be written there, looked at before anything is asked for.
     *
     * @param repository a directory whose links are not followed
     * @throws UsageException when it cannot
     */
    static void check(Path file, Path repository) {
        Path full = file.toAbsolutePath().normalize();
        Path root = repository.toAbsolutePath().normalize();
        for (Path at = full; at != null && at.startsWith(root) && !at.equals(root); at = at.getParent()) {
            if (Files.isSymbolicLink(at)) {
                throw new UsageException(
                        file + ": " + at + " is a link inside what is audited, and no report is written through"
                                + " it. Give another --out or --sarif.");
            }
        }
        Path directory = full.getParent();
        while (directory != null && !Files.exists(directory)) {
            directory = directory.getParent();
        }
        Path written = Files.exists(full) ? full : directory;
        if (written == null || !Files.isWritable(written) || Files.isDirectory(written) == written.equals(full)) {
            throw new UsageException(file + " cannot be written. Give another --out or --sarif.");
        }
    }

    /** Writes a report, with the directories that lead there. */
    static void write(Path file, String text, Path repository) throws IOException {
        check(file, repository);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Set<OpenOption> how = Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Set.of(StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                : Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), how.toArray(OpenOption[]::new));
    }
}
