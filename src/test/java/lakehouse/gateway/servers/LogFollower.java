package lakehouse.gateway.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Shows what the gateway writes into the log of a server, and keeps the whole log, which ends with the server's folder. */
final class LogFollower implements AutoCloseable {
    /** Both servers begin a record with its time, and further lines of it with anything else. */
    private static final Pattern RECORD = Pattern.compile("\\[?\\d{4}-\\d\\d-\\d\\d[T ].*");

    private final Path log;
    private final Path kept;
    private final PrintStream out;
    private final Thread thread = new Thread(this::follow, "log");
    private volatile boolean ends;
    private boolean ours;

    private LogFollower(Path log, Path kept, PrintStream out) {
        this.log = log;
        this.kept = kept;
        this.out = out;
    }

    static LogFollower of(Path log, Path kept, PrintStream out) throws IOException {
        Files.createDirectories(kept.toAbsolutePath().getParent());
        var follower = new LogFollower(log, kept, out);
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    private void follow() {
        try (var reader = Files.newBufferedReader(log, StandardCharsets.UTF_8);
                var copy = new PrintStream(Files.newOutputStream(kept), true, StandardCharsets.UTF_8)) {
            for (var last = false; !last; Thread.sleep(200)) {
                last = ends;
                drain(reader, copy);
            }
        } catch (IOException e) {
            out.println("The log " + log + " is followed no further: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(BufferedReader reader, PrintStream copy) throws IOException {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            copy.println(line);
            if (RECORD.matcher(line).matches()) {
                ours = line.contains("[lakehouse.gateway");
            }
            if (ours && !line.isBlank()) {
                out.println(line);
            }
        }
    }

    /** Shows and keeps what is there by now, and stops. */
    @Override
    public void close() {
        ends = true;
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
