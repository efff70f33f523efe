package lakehouse.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at one file and reads it when it changed. A file that cannot be read keeps its last good values. */
final class EnvFileReader {
    static final int MAX_BYTES = 256 * 1024;
    private static final int ATTEMPTS = 3;
    private static final String EMPTY = "The file is empty. Values read earlier stay in use for two seconds, in case"
            + " somebody writes it just now. Write it, if only a comment, or remove it.";

    private final boolean strict;
    private final InstantSource clock;

    /** @param clock tells the time of day, which file systems stamp files with */
    EnvFileReader(boolean strict, InstantSource clock) {
        this.strict = strict;
        this.clock = clock;
    }

    /** @param earlier what the last look found, null at the first one; returned itself when nothing changed */
    EnvFileState look(Path file, @Nullable EnvFileState earlier) {
        try {
            EnvFileStamp stamp = EnvFileStamp.of(file);
            if (earlier != null && earlier.current() && stamp.equals(earlier.stamp())) {
                return earlier;
            }
            return read(file, stamp, earlier, ATTEMPTS);
        } catch (NoSuchFileException e) {
            return new EnvFileState(
                    null,
                    EnvFileContent.NONE,
                    // A path may be named before there is anything to say, so this alone casts no doubt.
                    trouble(file, "There is no such file. Create it, or correct the path.", KeyDoubt.NONE),
                    false);
        } catch (IOException | SecurityException e) {
            return keep(null, earlier, unreadable(file, e));
        }
    }

    private EnvFileState read(Path file, EnvFileStamp stamp, @Nullable EnvFileState earlier, int attempts) {
        if (!stamp.regular()) {
            // Opening a named pipe would block until somebody writes to it.
            return keep(stamp, earlier, trouble(file, "This is not a regular file. Name a file, or a glob of files."));
        }
        if (strict && stamp.readableByOthers()) {
            String refused = "Group or others can read this file, so its values are refused (gateway.env-file.strict)."
                    + " Run: chmod 600 " + file;
            return new EnvFileState(stamp, EnvFileContent.NONE, trouble(file, refused), true);
        }
        try {
            byte[] bytes = bytes(file);
            if (bytes.length > MAX_BYTES) {
                String tooLong =
                        "The file is longer than " + MAX_BYTES + " bytes and is not read. Shorten or split it.";
                return keep(stamp, earlier, trouble(file, tooLong));
            }
            EnvFileStamp after = EnvFileStamp.of(file);
            if (!stamp.equals(after)) {
                // Somebody writes it in place just now, so the bytes may be half of the old file and half of the new.
                String restless = "The file changes while it is read. Values read earlier stay in use until it rests.";
                return attempts > 1
                        ? read(file, after, earlier, attempts - 1)
                        : keep(after, earlier, trouble(file, restless));
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            boolean settled = stamp.settledAt(clock.instant());
            if (text.isBlank()) {
                // Editors empty a file before they write it anew.
                return settled
                        ? new EnvFileState(stamp, EnvFileContent.NONE, trouble(file, EMPTY), true)
                        : keep(stamp, earlier, trouble(file, EMPTY));
            }
            EnvFileContent content = EnvFileParser.parse(file.toString(), text);
            return new EnvFileState(stamp, content, permissionTrouble(file, stamp), settled);
        } catch (IOException | SecurityException e) {
            return keep(stamp, earlier, unreadable(file, e));
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }

    private static List<EnvFileProblem> permissionTrouble(Path file, EnvFileStamp stamp) {
        return stamp.readableByOthers()
                ? trouble(file, "Group or others can read this file. Run: chmod 600 " + file, KeyDoubt.NONE)
                : List.of();
    }

    private static EnvFileState keep(
            @Nullable EnvFileStamp stamp, @Nullable EnvFileState earlier, List<EnvFileProblem> trouble) {
        EnvFileContent content = earlier == null ? EnvFileContent.NONE : earlier.content();
        return new EnvFileState(stamp, content, trouble, false);
    }

    private static List<EnvFileProblem> unreadable(Path file, Exception e) {
        return trouble(
                file,
                "The file cannot be read (" + e.getClass().getSimpleName()
                        + "). Values read from it earlier stay in use. Make the server's user its owner, with mode 600.");
    }

    private static List<EnvFileProblem> trouble(Path file, String message) {
        return trouble(file, message, KeyDoubt.UNREADABLE);
    }

    private static List<EnvFileProblem> trouble(Path file, String message, KeyDoubt doubt) {
        return List.of(new EnvFileProblem(file.toString(), 0, message, doubt));
    }
}
