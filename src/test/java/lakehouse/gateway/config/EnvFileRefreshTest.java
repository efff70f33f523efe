package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileRefreshTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private EnvFileFixture files;

    @BeforeEach
    void openDirectory() {
        files = new EnvFileFixture(directory);
    }

    @Test
    void looksAtTheFilesAtMostOnceASecond() throws IOException {
        files.write("a.env", "A=one");
        EnvFileConfigSource source = files.source();
        files.write("a.env", "A=other");

        files.pass(SECOND.minusNanos(1));
        assertThat(source.getValue("A")).isEqualTo("one");
        files.pass(Duration.ofNanos(1));
        assertThat(source.getValue("A")).isEqualTo("other");
    }

    @Test
    void findsAddedAndRemovedFiles() throws IOException {
        EnvFileConfigSource source = files.source();
        assertThat(source.getPropertyNames()).isEmpty();

        Path added = files.write("a.env", "A=one");
        files.pass(SECOND);
        assertThat(source.getValue("A")).isEqualTo("one");

        Files.delete(added);
        files.pass(SECOND);
        assertThat(source.getValue("A")).isNull();
        assertThat(source.problems()).isEmpty();
    }

    @Test
    void findsAFileThatWasReplacedByOneOfEqualSizeAndTime() throws IOException {
        FileTime longAgo = FileTime.from(Instant.parse("2025-01-01T00:00:00Z"));
        Files.setLastModifiedTime(files.write("a.env", "A=one"), longAgo);
        EnvFileConfigSource source = files.source();
        Files.setLastModifiedTime(files.write("b.tmp", "A=two"), longAgo);
        Files.move(directory.resolve("b.tmp"), directory.resolve("a.env"), StandardCopyOption.REPLACE_EXISTING);

        files.pass(SECOND);

        assertThat(source.getValue("A")).isEqualTo("two");
    }

    @Test
    void findsASecondWriteWithinOneTickOfTheFileClock() throws IOException {
        FileTime time = Files.getLastModifiedTime(files.write("a.env", "A=one"));
        EnvFileConfigSource source = files.source();
        Files.setLastModifiedTime(files.write("a.env", "A=two"), time);

        files.pass(SECOND);

        assertThat(source.getValue("A")).isEqualTo("two");
    }

    @Test
    void keepsTheLastGoodValuesOfAFileThatCannotBeRead() throws IOException {
        Path file = files.write("a.env", "A=one");
        EnvFileConfigSource source = files.source();

        Files.delete(file);
        Files.createDirectory(file);
        files.pass(SECOND);
        assertThat(source.getValue("A")).isEqualTo("one");
        assertThat(source.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("not a regular file"));

        Files.delete(file);
        files.write("a.env", "A=two");
        files.pass(SECOND);
        assertThat(source.getValue("A")).isEqualTo("two");
        assertThat(source.problems()).isEmpty();
    }

    @Test
    void keepsTheLastGoodValuesOfAFileThatGrewTooLong() throws IOException {
        files.write("a.env", "A=one");
        EnvFileConfigSource source = files.source();

        files.write("a.env", "A=two\n" + "#".repeat(EnvFileReader.MAX_BYTES));
        files.pass(SECOND);

        assertThat(source.getValue("A")).isEqualTo("one");
        assertThat(source.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("longer than"));
    }

    @Test
    void keepsTheLastGoodValuesWhenTheDirectoryCannotBeListed() throws IOException {
        Path kept = Files.createDirectory(directory.resolve("conf"));
        files.write("conf/a.env", "A=one");
        EnvFileConfigSource source = files.source(false, "conf/*.env");

        Files.delete(kept.resolve("a.env"));
        Files.delete(kept);
        // A link to itself cannot be opened by anybody, not even by root, whom permissions do not stop.
        Files.createSymbolicLink(kept, kept);
        files.pass(SECOND);

        assertThat(source.getValue("A")).isEqualTo("one");
        assertThat(source.problems())
                .extracting(EnvFileProblem::message)
                .anyMatch(text -> text.contains("cannot be listed"));
    }

    @Test
    void letsLaterFilesWin() throws IOException {
        files.write("20.env", "A=glob-20\nB=glob-20");
        files.write("10.env", "A=glob-10\nB=glob-10\nC=glob-10");
        files.write("last.conf", "B=last");
        files.write(".hidden.env", "C=hidden");

        assertThat(files.source(false, "*.env", "last.conf").getProperties())
                .isEqualTo(Map.of("A", "glob-20", "B", "last", "C", "glob-10"));
        assertThat(files.source(false, "last.conf", "*.env").getValue("B")).isEqualTo("glob-20");
        assertThat(files.source(false, "20.env", "*.env", "10.env").getValue("A"))
                .as("a file named twice counts where it is named last")
                .isEqualTo("glob-10");
    }

    @Test
    void reportsPathsThatLeadNowhere() {
        EnvFileConfigSource source = files.source(false, "missing.env", "missing/*.env", "*/a.env", "[.env");

        assertThat(source.problems())
                .extracting(EnvFileProblem::message)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).contains("no such file"),
                        message -> assertThat(message).contains("directory does not exist"),
                        message -> assertThat(message).contains("only in the last part"),
                        message -> assertThat(message).contains("not a valid path or glob"));
        assertThat(source.getPropertyNames()).isEmpty();
    }

    @Test
    void reportsABrokenLineWithItsFileAndNumber() throws IOException {
        Path file = files.write("a.env", "A=one\ntest-key-kimi\nB=two");

        EnvFileConfigSource source = files.source();

        assertThat(source.getPropertyNames()).containsExactlyInAnyOrder("A", "B");
        assertThat(source.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(file.toString());
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.describe()).startsWith(file + ":2: ").doesNotContain("test-key-kimi");
        });
    }
}
