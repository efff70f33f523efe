package lakehouse.gateway.audit.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writing that a crash leaves whole or undone, and directories that only the server's user can enter. */
final class DurableFiles {
    private DurableFiles() {}

    /** Puts a file in place in one step, on the disk when this returns. */
    static void write(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(directoryOf(file), ".new", null);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            moveInto(temporary, file);
        } finally {
            // Still there when the disk is full; a second try must not leave a second one.
            Files.deleteIfExists(temporary);
        }
    }

    /** Renames in one step. */
    static void moveInto(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(directoryOf(to), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Not every system lets a directory be opened; there the rename is as durable as it gets.
            return;
        }
    }

    private static Path directoryOf(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException("A root directory is no file.");
        }
        return directory;
    }

    /** Makes a directory for the server's user alone, and those above it that are missing. */
    static void makePrivate(Path directory) throws IOException {
        Files.createDirectories(directory, privately());
    }

    private static FileAttribute<?>[] privately() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Deletes a directory and what is in it. Links are not followed. */
    static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
