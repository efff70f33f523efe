package lakehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps the files of {@code src/main/java} small enough to read in one go. */
class SourceBudgetTest {

    @Test
    void keepsFilesShort() throws IOException {
        var linesByFile = new TreeMap<Path, Integer>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> linesByFile.put(file, countLines(file)));
        }
        assertThat(linesByFile).isNotEmpty();
        var sizes = linesByFile.values().stream().sorted().toList();
        var median = percentile(sizes, 50);
        var p90 = percentile(sizes, 90);
        var longest = percentile(sizes, 100);
        System.out.printf(
                "Source budget: %d files, median %d, p90 %d, longest %d%n", sizes.size(), median, p90, longest);

        var tooLong = linesByFile.entrySet().stream()
                .filter(file -> file.getValue() > 400)
                .collect(Collectors.toList());
        assertThat(tooLong).as("files over 400 lines").isEmpty();
        assertThat(median).as("median lines of a file").isLessThanOrEqualTo(60);
        assertThat(p90).as("lines of the 90th percentile").isLessThanOrEqualTo(200);
    }

    private static int countLines(Path file) {
        try (var lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int percentile(List<Integer> sorted, int percent) {
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
    }
}
