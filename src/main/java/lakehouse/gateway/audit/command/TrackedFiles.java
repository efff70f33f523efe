package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens files below a directory, and nothing outside: no part of a path may be a link. A folder that git knows may have
 * become a link since, even between the look and the opening, so each part is opened from the one before it.
 */
final class TrackedFiles {
    private final Path root;

    /** @param root a real path */
    TrackedFiles(Path root) {
        this.root = root;
    }

    /** Opens a file; null when it is gone, a link, or no regular file, and where a part of its path is a link. */
    @Nullable
    InputStream open(String path) throws IOException {
        List<String> parts = List.of(path.split("/", -1));
        if (parts.stream()
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals("..") || part.equals(".git"))) {
            return null;
        }
        try (DirectoryStream<Path> directory = Files.newDirectoryStream(root)) {
            return directory instanceof SecureDirectoryStream<Path> secure
                    ? open(secure, parts)
                    : openWithoutSecureStreams(path);
        } catch (NoSuchFileException e) {
            return null;
        } catch (java.nio.file.FileSystemException e) {
            // A link where a directory or a file was expected.
            return linkOnTheWay(parts) ? null : rethrow(e);
        }
    }

    private static @Nullable InputStream open(SecureDirectoryStream<Path> directory, List<String> parts)
            throws IOException {
        Path name = Path.of(parts.get(0));
        if (parts.size() > 1) {
            try (SecureDirectoryStream<Path> next = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return open(next, parts.subList(1, parts.size()));
            }
        }
        // Opening a named pipe would wait for somebody to write to it.
        boolean regular = directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isRegularFile();
        return regular
                ? Channels.newInputStream(
                        directory.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))
                : null;
    }

    private @Nullable InputStream openWithoutSecureStreams(String path) throws IOException {
        Path file = root.resolve(path);
        return file.toRealPath().equals(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)
                : null;
    }

    private boolean linkOnTheWay(List<String> parts) {
        Path at = root;
        for (String part : parts) {
            at = at.resolve(part);
            if (Files.isSymbolicLink(at) || (!Files.isDirectory(at) && !part.equals(parts.get(parts.size() - 1)))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable InputStream rethrow(IOException e) throws IOException {
        throw e;
    }
}
