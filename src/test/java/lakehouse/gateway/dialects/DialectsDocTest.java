package lakehouse.gateway.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of {@code docs/dialects.md} names tests, and each of them exists. */
class DialectsDocTest {
    private static final Pattern PROOF = Pattern.compile("`(\\w+)#(\\w+)`");

    static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("docs/dialects.md")).stream()
                .filter(line -> line.startsWith("| "))
                .filter(line -> !line.endsWith("| Proof |"))
                .toList();
    }

    @Test
    void hasRows() throws IOException {
        assertThat(rows())
                .hasSizeGreaterThan(40)
                .allSatisfy(row -> assertThat(row.split("\\|")).hasSizeBetween(5, 10));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void namesTestsThatExist(String row) throws IOException {
        var proofs = PROOF.matcher(row.substring(row.lastIndexOf('|', row.length() - 2)))
                .results()
                .toList();

        assertThat(proofs).as(row).isNotEmpty();
        for (var proof : proofs) {
            assertThat(tests()).containsKey(proof.group(1));
            assertThat(Files.readString(tests().get(proof.group(1)))).contains("void " + proof.group(2) + "(");
        }
    }

    private static Map<String, Path> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""), file -> file, (a, b) -> a));
        }
    }
}
