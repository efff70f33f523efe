package lakehouse.gateway.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shows what the gateway writes into the log of a server, and keeps the whole log, which ends with the server's folder. */
final class LogFollower implements AutoCloseable {
    /** Both servers begin a record with its time, and further lines of it with anything else. */
    private static final Pattern RECORD = Pattern.compile("\\[?\\d{4}-\\d\\d-\\d\\d[T ].*");

    private final Path log;
    private final PrintStream kept;
    private final PrintStream out;
    private final WatchService watch;
    private final Thread thread = new Thread(this::follow, "log");
    private final StringBuilder line = new StringBuilder();
    private boolean ours;

    private LogFollower(Path log, Path kept, PrintStream out) throws IOException {
        this.log = log.toAbsolutePath();
        this.kept = new PrintStream(Files.newOutputStream(kept), true, StandardCharsets.UTF_8);
        this.out = out;
        watch = log.getFileSystem().newWatchService();
        // Before the first look, so that nothing falls between the two.
        this.log
                .getParent()
                .register(watch, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
    }

    static LogFollower of(Path log, Path kept, PrintStream out) throws IOException {
        Files.createDirectories(kept.toAbsolutePath().getParent());
        var follower = new LogFollower(log, kept, out);
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    private void follow() {
        try {
            for (var more = true; more; ) {
                more = Files.exists(log) ? followOneFile() : changes();
            }
            if (line.length() > 0) {
                endLine();
            }
        } catch (IOException e) {
            out.println("The log " + log + " is followed no further: " + e);
        } finally {
            kept.close();
        }
    }

    /** Returns false when told to end, true when the server has begun another file. */
    private boolean followOneFile() throws IOException {
        var file = key();
        try (var reader = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
            while (true) {
                drain(reader);
                if (!Objects.equals(file, key())) {
                    // What was written between the look before and the change of files.
                    drain(reader);
                    return true;
                }
                if (!changes()) {
                    drain(reader);
                    return false;
                }
            }
        }
    }

    /** What tells the file from another one of the same name; as before while there is none. */
    private @Nullable Object key() throws IOException {
        try {
            return Files.readAttributes(log, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException betweenTwoFiles) {
            return null;
        }
    }

    /** Waits for a change. Returns false when told to end. */
    private boolean changes() {
        try {
            var key = watch.take();
            key.pollEvents();
            return key.reset();
        } catch (ClosedWatchServiceException told) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void drain(BufferedReader reader) throws IOException {
        for (var letter = reader.read(); letter >= 0; letter = reader.read()) {
            if (letter == '\n') {
                endLine();
            } else if (letter != '\r') {
                line.append((char) letter);
            }
        }
    }

    private void endLine() {
        var text = line.toString();
        line.setLength(0);
        kept.println(text);
        if (RECORD.matcher(text).matches()) {
            ours = text.contains("[lakehouse.gateway");
        }
        if (ours && !text.isBlank()) {
            out.println(text);
        }
    }

    /** Shows and keeps what is there by now, and stops. */
    @Override
    public void close() throws IOException {
        watch.close();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
