package lakehouse.gateway.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of error codes in {@code docs/failures.md} and {@link FailureKind} say the same, both ways. */
class ErrorCodesDocTest {
    /** What coding agents ask for again for minutes, and OpenAI's SDKs twice. */
    private static final Set<Integer> KNOCKED = Set.of(408, 409, 429);

    @Test
    void namesEveryCodeWithItsStatuses() throws IOException {
        Map<String, Set<String>> known = new TreeMap<>();
        for (FailureKind kind : FailureKind.values()) {
            known.computeIfAbsent(kind.code(), code -> new TreeSet<>()).add(Integer.toString(kind.status()));
        }

        assertThat(rows().stream().collect(Collectors.toMap(row -> row.get(0).replace("`", ""), row -> statuses(row))))
                .isEqualTo(known);
    }

    @Test
    void saysWhereAPersonMustAct() throws IOException {
        Set<String> person = rows().stream()
                .filter(row -> row.get(2).contains("person"))
                .map(row -> row.get(0).replace("`", ""))
                .collect(Collectors.toSet());

        assertThat(person)
                .isEqualTo(Arrays.stream(FailureKind.values())
                        .filter(FailureKind::isForAPerson)
                        .map(FailureKind::code)
                        .filter(code -> !code.equals("upstream_rejected"))
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @EnumSource
    void makesNoClientKnockForWhatOnlyAPersonCanMend(FailureKind kind) {
        if (kind.isForAPerson()) {
            assertThat(kind.status()).isBetween(400, 499).isNotIn(KNOCKED);
        }
    }

    private static Set<String> statuses(List<String> row) {
        return new TreeSet<>(List.of(row.get(1).split(", ")));
    }

    private static List<List<String>> rows() throws IOException {
        String text = Files.readString(Path.of("docs/failures.md"));
        return text.substring(text.indexOf("## Error codes"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.split("\\|"))
                        .skip(1)
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
