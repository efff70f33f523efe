package lakehouse.gateway.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The files that the configured paths and globs stand for now, in the order in which they are applied. */
final class EnvFileListing {
    private static final Pattern GLOB = Pattern.compile("[*?\\[]");

    private final Set<Path> files = new LinkedHashSet<>();
    private final List<EnvFileProblem> problems = new ArrayList<>();

    /** @param known the files of the last listing; they stay when their directory cannot be listed */
    static EnvFileListing of(List<String> paths, Collection<Path> known) {
        EnvFileListing listing = new EnvFileListing();
        paths.forEach(path -> listing.add(path, known));
        return listing;
    }

    Collection<Path> files() {
        return files;
    }

    List<EnvFileProblem> problems() {
        return problems;
    }

    private void add(String path, Collection<Path> known) {
        try {
            int name = path.lastIndexOf('/') + 1;
            if (GLOB.matcher(path.substring(0, name)).find()) {
                report(path, "A glob is allowed only in the last part of a path. Correct gateway.env-file.paths.");
            } else if (GLOB.matcher(path.substring(name)).find()) {
                addAll(
                        path,
                        Path.of(path.substring(0, name)).toAbsolutePath().normalize(),
                        path.substring(name),
                        known);
            } else {
                addLast(Path.of(path).toAbsolutePath().normalize());
            }
        } catch (InvalidPathException | PatternSyntaxException e) {
            report(path, "This is not a valid path or glob. Correct gateway.env-file.paths.");
        }
    }

    private void addAll(String path, Path directory, String glob, Collection<Path> known) {
        // As in a shell and in systemd, a glob finds a hidden file, such as an editor's lock, only when it says so.
        boolean hiddenToo = glob.startsWith(".");
        Set<Path> found = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
            for (Path entry : entries) {
                if (hiddenToo || !entry.getFileName().toString().startsWith(".")) {
                    found.add(entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            if (!path.equals(Setting.ENV_FILE_PATHS.documented())) {
                report(path, "The directory does not exist. Create it, or correct gateway.env-file.paths.");
            }
        } catch (IOException | DirectoryIteratorException | SecurityException e) {
            report(path, "The directory cannot be listed. Give the server's user read and search permission on it.");
            known.stream().filter(file -> directory.equals(file.getParent())).forEach(found::add);
        }
        found.forEach(this::addLast);
    }

    /** A file that two paths lead to counts where it is named last. */
    private void addLast(Path file) {
        files.remove(file);
        files.add(file);
    }

    private void report(String path, String message) {
        problems.add(new EnvFileProblem(path, 0, message, KeyDoubt.UNREADABLE));
    }
}
