package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import lakehouse.gateway.audit.grounding.Severity;
import org.jspecify.annotations.Nullable;

/** The command line. */
final class Options {
    private static final Set<String> WITH_VALUE = Set.of(
            "--model",
            "--since",
            "--path",
            "--focus",
            "--title",
            "--out",
            "--sarif",
            "--fail-on",
            "--gateway",
            "--confirm",
            "--max-parts",
            "--max-cost",
            "--price-in",
            "--price-out",
            "--baseline",
            "--link",
            "--attach",
            "--cancel");
    private static final Set<String> FLAGS =
            Set.of("--files", "--include-secrets", "--new", "--dry-run", "--yes", "--list");

    /** What the command can do. In a file, which the launcher can show before anything is built. */
    static String usage() {
        try (InputStream text = Options.class.getResourceAsStream("usage.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Pattern ID = Pattern.compile("(.*/)?(audit_[0-9a-f]{32})");

    private final Map<String, String> given = new LinkedHashMap<>();
    private final Set<String> flags = new HashSet<>();

    private Options() {}

    /** @throws UsageException when the command line is not one */
    static Options of(List<String> args) {
        Options options = new Options();
        options.read(args);
        options.check();
        return options;
    }

    private void read(List<String> args) {
        for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            if (FLAGS.contains(name)) {
                flags.add(name);
            } else if (!WITH_VALUE.contains(name)) {
                throw new UsageException(name + ": this is no option. See ./gateway audit --help.");
            } else if (!rest.hasNext()) {
                throw new UsageException(name + ": its value is missing. See ./gateway audit --help.");
            } else {
                given.put(name, rest.next());
            }
        }
    }

    private void check() {
        gateway();
        failOn();
        maxParts();
        maxCost();
        if (list() || attach() != null || cancel() != null) {
            return;
        }
        String since = since();
        if (flags.contains("--files") == (since != null)) {
            throw new UsageException("Give either --since WHEN or --files.");
        }
        if (since != null && (since.isBlank() || since.startsWith("-"))) {
            throw new UsageException("--since: give a date such as \"last week\", or a commit.");
        }
        if (model().isBlank()) {
            throw new UsageException("Give --model, such as openrouter/moonshotai/kimi-k2.6 or ladder/recovery.");
        }
        if (maxCost() != null && (priceIn() == null || priceOut() == null)) {
            throw new UsageException("--max-cost: no price is known. Give --price-in and --price-out.");
        }
    }

    /** A route or a ladder. */
    String model() {
        return given.getOrDefault("--model", "");
    }

    /** A route or a ladder for the second opinion; null for none. */
    @Nullable
    String confirm() {
        return given.get("--confirm");
    }

    /** A date or a commit; null for whole files. */
    @Nullable
    String since() {
        return given.get("--since");
    }

    Path path() {
        return Path.of(given.getOrDefault("--path", "."));
    }

    String focus() {
        return given.getOrDefault("--focus", "");
    }

    @Nullable
    String title() {
        return given.get("--title");
    }

    Path out() {
        return Path.of(given.getOrDefault("--out", "audit-report.md"));
    }

    @Nullable
    Path sarif() {
        String file = given.get("--sarif");
        return file == null ? null : Path.of(file);
    }

    boolean includeSecrets() {
        return flags.contains("--include-secrets");
    }

    boolean startsAnew() {
        return flags.contains("--new");
    }

    boolean dryRun() {
        return flags.contains("--dry-run");
    }

    boolean yes() {
        return flags.contains("--yes");
    }

    boolean list() {
        return flags.contains("--list");
    }

    @Nullable
    String attach() {
        return id("--attach");
    }

    @Nullable
    String cancel() {
        return id("--cancel");
    }

    /** The id of an audit, or the path of a file; null for none. */
    @Nullable
    String baseline() {
        return given.get("--baseline");
    }

    String link() {
        return given.getOrDefault("--link", "");
    }

    /** Millionths of a dollar for a token; null when nobody said. */
    @Nullable
    Double priceIn() {
        return amount("--price-in");
    }

    @Nullable
    Double priceOut() {
        return amount("--price-out");
    }

    @Nullable
    Double maxCost() {
        return amount("--max-cost");
    }

    /** Parts at most; null for any number. */
    @Nullable
    Long maxParts() {
        Double parts = amount("--max-parts");
        return parts == null ? null : parts.longValue();
    }

    private @Nullable Double amount(String name) {
        String value = given.get(name);
        if (value == null) {
            return null;
        }
        if (!value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            throw new UsageException(name + " " + value + ": write a number.");
        }
        return Double.valueOf(value);
    }

    /** The severity from which open findings make the command fail; null for none. */
    @Nullable
    Severity failOn() {
        String name = given.get("--fail-on");
        return name == null
                ? null
                : Severity.of(name)
                        .orElseThrow(() -> new UsageException("--fail-on " + name + ": write one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Severity.values())
                                                .map(Severity::word)
                                                .toList())
                                + "."));
    }

    private @Nullable String id(String name) {
        String value = given.get(name);
        if (value == null) {
            return null;
        }
        var id = ID.matcher(value);
        if (!id.matches()) {
            throw new UsageException(name + " " + value + ": write the id of an audit, as --list shows it.");
        }
        return id.group(2);
    }

    /** Address of the gateway, without a slash at its end. */
    URI gateway() {
        String address = given.getOrDefault("--gateway", "http://127.0.0.1:8080");
        if (!address.matches("https?://[^/]+.*")) {
            throw new UsageException("--gateway " + address + ": write an address such as http://127.0.0.1:8080.");
        }
        return URI.create(address.replaceAll("/+$", ""));
    }
}
