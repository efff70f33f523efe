package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFilePermissionsTest {
    private static final Logger LOGGER = Logger.getLogger(EnvFileConfigSource.class.getName());

    @TempDir
    Path directory;

    private final List<LogRecord> log = new ArrayList<>();
    private final Handler handler = new Recorder();
    private EnvFileFixture files;

    @BeforeEach
    void recordLog() {
        files = new EnvFileFixture(directory);
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void stopRecording() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-"})
    void warnsOfAFileThatOthersCanReadAndUsesIt(String permissions) throws IOException {
        Path file = files.write("a.env", "A=test-key-kimi", permissions);

        EnvFileConfigSource source = files.source();

        assertThat(source.getValue("A")).isEqualTo("test-key-kimi");
        assertThat(log).singleElement().satisfies(record -> {
            assertThat(record.getLevel()).isEqualTo(Level.WARNING);
            assertThat(record.getMessage()).contains("chmod 600 " + file).doesNotContain("test-key-kimi");
        });
        assertThat(source.problems()).hasSize(1);
    }

    @Test
    void refusesSuchAFileWhenStrictUntilItsModeIsPutRight() throws IOException {
        Path file = files.write("a.env", "A=test-key-kimi", "rw-r--r--");
        EnvFileConfigSource source = files.strictSource();
        assertThat(source.getValue("A")).isNull();
        assertThat(source.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("refused", "chmod 600 " + file));

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        files.pass(Duration.ofSeconds(1));

        assertThat(source.getValue("A")).isEqualTo("test-key-kimi");
        assertThat(source.problems()).isEmpty();
    }

    @Test
    void dropsTheValuesWhenAFileBecomesReadableForOthersInStrictMode() throws IOException {
        Path file = files.write("a.env", "A=one");
        EnvFileConfigSource source = files.strictSource();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        files.pass(Duration.ofSeconds(1));

        assertThat(source.getValue("A")).isNull();
    }

    @Test
    void saysNothingOfAPrivateFile() throws IOException {
        files.write("a.env", "A=one", "rw-------");
        files.write("b.env", "B=two", "r--------");

        assertThat(files.strictSource().getPropertyNames()).containsExactlyInAnyOrder("A", "B");
        assertThat(log).isEmpty();
    }

    @Test
    void logsEachProblemOncePerChange() throws IOException {
        files.write("a.env", "broken\nA=one", "rw-r--r--");
        EnvFileConfigSource source = files.source();
        for (int look = 0; look < 5; look++) {
            files.pass(Duration.ofSeconds(1));
            source.getValue("A");
        }
        assertThat(log).hasSize(2);

        files.write("a.env", "broken\nA=another", "rw-r--r--");
        files.pass(Duration.ofSeconds(1));
        assertThat(source.getValue("A")).isEqualTo("another");

        assertThat(log).hasSize(4);
        assertThat(source.problems()).hasSize(2);
    }

    private final class Recorder extends Handler {
        @Override
        public void publish(LogRecord record) {
            log.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
