package lakehouse.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A directory of env files, a source that reads them and clocks that move only when told to. */
final class EnvFileFixture {
    final Path directory;
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private volatile Instant timeOfDay = Instant.now();

    EnvFileFixture(Path directory) {
        this.directory = directory;
    }

    EnvFileConfigSource source() {
        return source(false, "*.env");
    }

    EnvFileConfigSource strictSource() {
        return source(true, "*.env");
    }

    EnvFileConfigSource source(boolean strict, String... names) {
        List<String> paths =
                List.of(names).stream().map(name -> directory + "/" + name).toList();
        return new EnvFileConfigSource(new EnvFileSettings(paths, strict), nanos::get, () -> timeOfDay);
    }

    Instant now() {
        return timeOfDay;
    }

    void pass(Duration time) {
        timeOfDay = timeOfDay.plus(time);
        nanos.addAndGet(time.toNanos());
    }

    Path write(String name, String text) throws IOException {
        return write(name, text, "rw-------");
    }

    Path write(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    void replace(String name, String text) throws IOException {
        Path file = write(name + ".new", text);
        Files.move(file, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
