package lakehouse.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is compared to see that a file changed.
 *
 * @param key the file's identity, such as its inode; null where the file system has none
 * @param permissions empty where the file system knows no POSIX permissions
 */
record EnvFileStamp(
        boolean regular,
        FileTime modified,
        long size,
        @Nullable Object key,
        Set<PosixFilePermission> permissions) {
    // FAT keeps times to 2 seconds, the coarsest of the file systems in use.
    private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

    EnvFileStamp {
        permissions = Set.copyOf(permissions);
    }

    /** Looks at the file, or at what a symbolic link leads to. */
    static EnvFileStamp of(Path file) throws IOException {
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
            return of(Files.readAttributes(file, BasicFileAttributes.class), Set.of());
        }
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        return of(attributes, attributes.permissions());
    }

    private static EnvFileStamp of(BasicFileAttributes attributes, Set<PosixFilePermission> permissions) {
        return new EnvFileStamp(
                attributes.isRegularFile(),
                attributes.lastModifiedTime(),
                attributes.size(),
                attributes.fileKey(),
                permissions);
    }

    boolean readableByOthers() {
        return permissions.contains(PosixFilePermission.GROUP_READ)
                || permissions.contains(PosixFilePermission.OTHERS_READ);
    }

    /** Whether a further write would surely show in the modification time. */
    boolean settledAt(Instant now) {
        return modified.toInstant().plus(COARSEST_CLOCK).isBefore(now);
    }
}
