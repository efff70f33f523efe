package lakehouse.gateway.audit;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A model whose findings are part right, part with a wrong line, part invented, part duplicated, and that remembers which.
 * What is true it finds out in its own simple way, without the code under test.
 */
final class SeedingAuditor implements Function<StandInAuditor.Asked, StandInAuditor.Reply> {
    enum Kind {
        RIGHT,
        WRONG_LINE,
        INVENTED,
        DUPLICATED
    }

    record Seed(Kind kind, String path, int line) {}

    final Map<String, Seed> seeds = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    @Override
    public StandInAuditor.Reply apply(StandInAuditor.Asked asked) {
        var findings = Json.createArrayBuilder();
        for (var file : ShownFile.in(asked.material())) {
            if (file.whole()) {
                seed(file, findings);
            }
        }
        return StandInAuditor.Reply.of("Here is what I found:\n```json\n"
                + Json.createObjectBuilder().add("findings", findings).build() + "\n```\n");
    }

    private void seed(ShownFile file, JsonArrayBuilder findings) {
        var random = new Random(file.path().hashCode());
        var candidates = file.lines().stream()
                .filter(line -> line.text().strip().length() >= 24
                        // A quote of signs alone proves nothing, a ruled line of a table for example.
                        && line.text().codePoints().anyMatch(Character::isLetterOrDigit)
                        && isOnce(line.text().strip(), file.lines()))
                .toList();
        for (int i = 0; i < Math.min(3, candidates.size()); i++) {
            var line = candidates.get(random.nextInt(candidates.size()));
            var kind = Kind.values()[random.nextInt(Kind.values().length)];
            add(new Seed(kind, file.path(), line.number()), line.text().strip(), findings, file.lines());
        }
    }

    private void add(Seed seed, String text, JsonArrayBuilder findings, List<ShownFile.Line> lines) {
        var category = "seed-" + number.incrementAndGet();
        var spaced = text.replaceFirst(" ", "  \t");
        switch (seed.kind()) {
            case RIGHT -> findings.add(finding(seed.path(), seed.line(), spaced, category));
            case WRONG_LINE -> findings.add(finding(seed.path(), seed.line() + 40, text, category));
            case INVENTED -> {
                var invented =
                        new StringBuilder(text).insert(text.length() / 2, "Qx").toString();
                if (lines.stream().anyMatch(line -> line.text().contains(invented))) {
                    return;
                }
                findings.add(finding(seed.path(), seed.line(), invented, category));
            }
            case DUPLICATED -> {
                findings.add(finding(seed.path(), seed.line(), text, category));
                findings.add(finding("./" + seed.path(), seed.line() + 1, spaced, category));
            }
        }
        seeds.put(category, seed);
    }

    private static jakarta.json.JsonObjectBuilder finding(String path, int line, String quote, String category) {
        return Json.createObjectBuilder()
                .add("path", path)
                .add("start_line", line)
                .add("end_line", line)
                .add("quote", quote)
                .add(
                        "severity",
                        List.of("critical", "high", "medium", "low", "info").get(line % 5))
                .add("category", category)
                .add("explanation", "Seeded by the test: " + category + ".")
                .add("suggestion", "None is needed.")
                .add("confidence", 0.9);
    }

    /** Whether a text stands in the file once only, however white space is read. */
    private static boolean isOnce(String text, List<ShownFile.Line> lines) {
        var bare = text.replaceAll("\\s", "");
        var all = new StringBuilder();
        lines.forEach(line -> all.append(line.text().replaceAll("\\s", "")));
        var first = all.indexOf(bare);
        return first >= 0 && all.indexOf(bare, first + 1) < 0;
    }
}
