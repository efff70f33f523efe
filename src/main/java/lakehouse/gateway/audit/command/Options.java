package lakehouse.gateway.audit.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lakehouse.gateway.audit.grounding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param model a route or a ladder
 * @param since a date or a commit; null for whole files
 * @param path the directory that is audited
 * @param focus what to look for; empty for anything
 * @param title of the report; null for one made from the others
 * @param out where the report goes
 * @param sarif where the SARIF file goes; null for none
 * @param failOn the severity from which grounded findings make the command fail; null for none
 * @param includeSecrets whether files that hold secrets by their name are sent, too
 * @param gateway address of the gateway, without a slash at its end
 */
record Options(
        String model,
        @Nullable String since,
        Path path,
        String focus,
        @Nullable String title,
        Path out,
        @Nullable Path sarif,
        @Nullable Severity failOn,
        boolean includeSecrets,
        URI gateway) {

    static final String USAGE = """
            Usage: ./gateway audit --model MODEL (--since WHEN | --files) [OPTIONS]

              --model MODEL      who audits: provider/model, or ladder/name
              --since WHEN       audit the commits since then: "last week", 2025-01-31, or a commit
              --files            audit whole files, as git knows them, instead of changes
              --path DIR         the directory to audit (default: this one)
              --focus TEXT       what to look for (default: any flaw)
              --title TEXT       the report's title
              --out FILE         where the report goes (default: audit-report.md)
              --sarif FILE       write a SARIF 2.1.0 file too
              --fail-on SEVERITY exit with 2 when grounded findings are critical, high, medium, low or info, or worse
              --include-secrets  send files such as .env, id_rsa and *.pem, too
              --gateway URL      the gateway (default: http://127.0.0.1:8080)

            GATEWAY_API_KEY holds the gateway's access key, where it needs one.
            Exit code: 0 when done, 2 for --fail-on, 3 when some parts could not be audited, 1 for any other trouble.
            """;

    private static final Set<String> WITH_VALUE =
            Set.of("--model", "--since", "--path", "--focus", "--title", "--out", "--sarif", "--fail-on", "--gateway");

    private static final Set<String> FLAGS = Set.of("--files", "--include-secrets");

    /** @throws UsageException when the command line is not one */
    static Options of(List<String> args) {
        Map<String, String> given = new LinkedHashMap<>();
        Set<String> flags = new HashSet<>();
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
        String since = given.get("--since");
        if (flags.contains("--files") == (since != null)) {
            throw new UsageException("Give either --since WHEN or --files.");
        }
        if (since != null && (since.isBlank() || since.startsWith("-"))) {
            throw new UsageException("--since: give a date such as \"last week\", or a commit.");
        }
        String model = given.get("--model");
        if (model == null || model.isBlank()) {
            throw new UsageException("Give --model, such as openrouter/moonshotai/kimi-k2.6 or ladder/recovery.");
        }
        return new Options(
                model,
                since,
                Path.of(given.getOrDefault("--path", ".")),
                given.getOrDefault("--focus", ""),
                given.get("--title"),
                Path.of(given.getOrDefault("--out", "audit-report.md")),
                given.get("--sarif") == null ? null : Path.of(given.get("--sarif")),
                severity(given.get("--fail-on")),
                flags.contains("--include-secrets"),
                gateway(given.getOrDefault("--gateway", "http://127.0.0.1:8080")));
    }

    private static @Nullable Severity severity(@Nullable String name) {
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

    private static URI gateway(String address) {
        if (!address.matches("https?://[^/]+.*")) {
            throw new UsageException("--gateway " + address + ": write an address such as http://127.0.0.1:8080.");
        }
        return URI.create(address.replaceAll("/+$", ""));
    }
}
