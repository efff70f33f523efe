package lakehouse.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory of env files, as the one source of the configuration. Its clock moves only when told to. */
public final class AccessKeySource {
    private final EnvFileFixture files;
    private final EnvFileConfigSource source;
    private final Settings settings;

    /** Reads what is in the directory already. */
    public AccessKeySource(Path directory) {
        files = new EnvFileFixture(directory);
        source = files.source();
        settings = new Settings(
                key -> Optional.ofNullable(source.getValue(key)),
                () -> source.getProperties().keySet());
    }

    /** What looks for doubts where a map has all settings. */
    public static AccessKeyDoubts doubts(Settings settings) {
        return doubts(settings, Map.of());
    }

    /** The same with environment variables. */
    public static AccessKeyDoubts doubts(Settings settings, Map<String, String> environment) {
        AccessKeyDoubts doubts = new AccessKeyDoubts(List::of, environment);
        doubts.settings = settings;
        doubts.declared = Declared.settings();
        return doubts;
    }

    public Settings settings() {
        return settings;
    }

    public AccessKeyDoubts doubts() {
        AccessKeyDoubts doubts = new AccessKeyDoubts(source::problems, Map.of());
        doubts.settings = settings;
        doubts.declared = Declared.settings();
        return doubts;
    }

    /** Writes the one file in place, and lets the time pass that an editor is given. */
    public void write(byte[] bytes) throws IOException {
        writeJustNow(bytes);
        rest();
    }

    /** Writes the one file in place, as an editor does, a moment ago. */
    public void writeJustNow(byte[] bytes) throws IOException {
        Path file = Files.write(files.directory.resolve("a.env"), bytes);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, FileTime.from(files.now()));
        files.pass(Duration.ofSeconds(1));
    }

    /** Lets ten seconds pass. */
    public void rest() {
        files.pass(Duration.ofSeconds(10));
    }

    /** Removes the one file. */
    public void remove() throws IOException {
        Files.delete(files.directory.resolve("a.env"));
        files.pass(Duration.ofSeconds(1));
    }
}
