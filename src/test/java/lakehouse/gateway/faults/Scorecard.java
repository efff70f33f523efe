package lakehouse.gateway.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outcomes of all faults, as measured in this run and as kept in {@code docs/failures.md}. */
final class Scorecard {
    private static final Path KEPT = Path.of("docs/failures.md");
    private static final String HEAD =
            "| fault | direct call: the caller got | requests | through a ladder: the caller got | requests | to the fallback |";

    private final Map<String, String> rows = new LinkedHashMap<>();

    /** Adds a row. */
    String add(String fault, Object... cells) {
        var row = new StringBuilder("| ").append(fault);
        for (var cell : cells) {
            row.append(" | ").append(cell);
        }
        rows.put(fault, row.append(" |").toString());
        return row.toString();
    }

    /** All rows as a table. */
    List<String> table() {
        var lines = new java.util.ArrayList<String>();
        lines.add(HEAD);
        lines.add("|---|---|---|---|---|---|");
        lines.addAll(rows.values());
        return lines;
    }

    /** The table that the documentation shows. */
    static List<String> kept() throws IOException {
        return Files.exists(KEPT)
                ? Files.readAllLines(KEPT).stream()
                        .dropWhile(line -> !line.equals(HEAD))
                        .takeWhile(line -> line.startsWith("|"))
                        .toList()
                : List.of();
    }

    void print() throws IOException {
        var text = String.join("\n", table()) + "\n";
        System.out.println(text);
        Files.writeString(Path.of("target", "failures.md"), text);
    }
}
