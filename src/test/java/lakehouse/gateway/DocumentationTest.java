package lakehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lakehouse.gateway.failure.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps what the documents say true where a machine can tell. */
class DocumentationTest {
    private static final Path SOURCES = Path.of("src/main/java/lakehouse/gateway");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern CLASS = Pattern.compile("`(?:([a-z]+)/)?([A-Z][a-z]+[A-Za-z]*)`");
    private static final Pattern CODE = Pattern.compile("`([a-z]+(?:_[a-z]+)+)`");

    static Stream<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String folder : List.of(".", "docs", "docs/decisions")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        return documents.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksOnlyToWhatExists(Path document) throws IOException {
        String text = Files.readString(document);

        assertThat(LINK.matcher(text).results().map(link -> link.group(1)))
                .filteredOn(link -> !link.startsWith("https://"))
                .allSatisfy(link -> assertThat(exists(document, link))
                        .as("%s in %s", link, document)
                        .isTrue());
    }

    private static boolean exists(Path document, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(target)
                && (parts.length < 2 || anchors(Files.readString(target)).contains(parts[1]));
    }

    private static Set<String> anchors(String text) {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void namesOnlyClassesThatExistOnThePathOfARequest() throws IOException {
        List<String> named = CLASS.matcher(Files.readString(Path.of("docs/request-flow.md")))
                .results()
                .map(name -> name.group(1) + "/" + name.group(2))
                .filter(name -> !name.startsWith("null/"))
                .toList();

        assertThat(named)
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(SOURCES.resolve(name + ".java")).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void namesOnlyErrorCodesThatExist(Path document) throws IOException {
        Set<String> known =
                Stream.of(FailureKind.values()).map(FailureKind::code).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        Files.readString(document)
                .lines()
                .filter(line -> line.matches(".*\\b[45][0-9]{2}\\b.*"))
                .forEach(line -> CODE.matcher(line).results().forEach(code -> named.add(code.group(1))));

        assertThat(known).as(document.toString()).containsAll(named);
    }

    @Test
    void keepsTheReadmeShortEnoughToRead() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(150);
    }
}
