package lakehouse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the tables of {@code docs/configuration.md} to the code. A new key needs one new row there. */
class ConfigurationDocTest {
    private static final Path PAGE = Path.of("docs/configuration.md");

    /** Rows by the first cell, without back ticks, of the tables that begin with these headings. */
    private static Map<String, List<String>> keys = Map.of();

    private static Map<String, List<String>> warValues = Map.of();
    private static Map<String, List<String>> knownNames = Map.of();

    @BeforeAll
    static void readPage() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        keys = rows(lines, "| Key | Need | Default | Form | Meaning |");
        warValues = rows(lines, "| Key | Value in the WAR |");
        knownNames = rows(lines, "| Name | Sets |");
    }

    @Test
    void documentsEveryKeyAndNoOther() {
        Set<String> inCode = settings().map(Setting::pattern).collect(Collectors.toCollection(TreeSet::new));

        assertThat(keys.keySet()).containsExactlyInAnyOrderElementsOf(inCode);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void documentsNeedDefaultAndFormOfEachKey(Setting<?> setting) {
        List<String> row = keys.get(setting.pattern());
        assertThat(row).as("a row for " + setting.pattern()).isNotNull();

        assertThat(row.get(1).toUpperCase(Locale.ROOT))
                .as(setting.pattern())
                .isEqualTo(setting.need().name());
        assertThat(row.get(2))
                .as(setting.pattern())
                .isEqualTo(setting.documented() == null ? "" : setting.documented());
        assertThat(row.get(3))
                .as("form of " + setting.pattern())
                .isNotEmpty()
                .contains(setting.form().name());
        assertThat(row.get(4)).as("meaning of " + setting.pattern()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void showsNoExampleOfASecretThatIsTheWholeValue(Setting<?> setting) {
        assertThat(setting.form() == Form.SECRET ? keys.get(setting.pattern()).get(5) : "")
                .isEmpty();
    }

    static Stream<Setting<?>> settings() {
        return Declared.settings().all().stream();
    }

    @Test
    void documentsEveryValueThatTheWarBringsAndNoOther() {
        Map<String, String> documented = new TreeMap<>();
        warValues.forEach((key, row) -> documented.put(key, row.get(1)));

        assertThat(documented).isEqualTo(WarDefaults.asWritten());
    }

    @Test
    void bringsOnlyValuesOfKeysThatExist() {
        Set<String> patterns = settings()
                .map(setting -> setting.pattern().replace(".", "\\.").replace("<id>", "[a-z0-9-]+"))
                .collect(Collectors.toSet());

        assertThat(WarDefaults.asWritten().keySet())
                .filteredOn(key -> key.startsWith("gateway."))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(patterns).as(key).anyMatch(key::matches));
    }

    @Test
    void documentsEveryKnownNameAndNoOther() {
        Set<String> inWar = new TreeSet<>();
        WarDefaults.asWritten()
                .values()
                .forEach(value ->
                        WarDefaults.EXPRESSION.matcher(value).results().forEach(match -> inWar.add(match.group(1))));

        assertThat(knownNames.keySet()).containsExactlyInAnyOrderElementsOf(inWar);
    }

    private static Map<String, List<String>> rows(List<String> lines, String heading) {
        Map<String, List<String>> rows = new TreeMap<>();
        boolean inside = false;
        for (String line : lines) {
            inside = line.startsWith(heading) || (inside && line.startsWith("|"));
            if (inside && line.startsWith("| `")) {
                List<String> cells = cells(line);
                assertThat(rows.put(cells.get(0), cells))
                        .as("second row of " + cells.get(0))
                        .isNull();
            }
        }
        assertThat(rows).as(heading).isNotEmpty();
        return rows;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1).split("\\|", -1)) {
            String text = cell.strip();
            cells.add(text.matches("`[^`]+`") ? text.substring(1, text.length() - 1) : text);
        }
        return cells;
    }
}
