package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import lakehouse.gateway.audit.grounding.Severity;
import org.jspecify.annotations.Nullable;

/** {@code ./gateway audit}. Needs nothing but a JDK and git. */
public final class AuditCommand {
    private static final int TROUBLE = 1;
    private static final int FOUND = 2;
    private static final int INCOMPLETE = 3;
    private static final int MOST_NAMED = 50;

    private AuditCommand() {}

    /** Ends the program with the command's exit code. */
    public static void main(String[] args) {
        boolean terminal = Boolean.getBoolean("gateway.terminal");
        System.exit(run(List.of(args), System.getenv("GATEWAY_API_KEY"), System.out, System.err, terminal));
    }

    /**
     * Runs the command.
     *
     * @param key the gateway's access key; null when it needs none
     * @param err takes progress and trouble
     * @param terminal whether {@code err} is one
     * @return the exit code
     */
    static int run(List<String> args, @Nullable String key, PrintStream out, PrintStream err, boolean terminal) {
        if (args.isEmpty() || args.contains("--help") || args.contains("-h")) {
            out.print(Options.USAGE);
            return args.isEmpty() ? TROUBLE : 0;
        }
        try {
            return run(Options.of(args), key, out, new ProgressDisplay(err, terminal));
        } catch (UsageException | IOException e) {
            err.println("gateway audit: " + TerminalText.of(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return TROUBLE;
    }

    private static int run(Options options, @Nullable String key, PrintStream out, ProgressDisplay progress)
            throws IOException, InterruptedException {
        ReportFile.check(options.out(), options.path());
        if (options.sarif() != null) {
            ReportFile.check(options.sarif(), options.path());
        }
        Gathered gathered = Gathering.of(options);
        tellLeftOut(out, gathered);
        if (gathered.nothing() != null) {
            out.println(TerminalText.of(gathered.nothing()));
            return 0;
        }
        GatewayClient gateway = new GatewayClient(options.gateway(), key);
        String audit = gateway.begin(RequestBody.of(options, gathered));
        out.println("Audit: " + options.gateway() + audit);
        String end;
        try {
            end = gateway.follow(audit, progress::show);
        } finally {
            progress.end();
        }
        ReportFile.write(options.out(), gateway.get(audit + "/report.md"), options.path());
        out.println("Report: " + options.out());
        if (options.sarif() != null) {
            ReportFile.write(options.sarif(), gateway.get(audit + "/report.sarif"), options.path());
            out.println("SARIF: " + options.sarif());
        }
        out.println(headline(end));
        return exitCode(options, end);
    }

    private static void tellLeftOut(PrintStream out, Gathered gathered) {
        tell(out, "Left out, since they may hold secrets (--include-secrets sends them): ", gathered.secrets());
        tell(out, "Left out, since a link leads out of the repository: ", gathered.outside());
    }

    private static void tell(PrintStream out, String what, List<String> paths) {
        if (!paths.isEmpty()) {
            int more = paths.size() - MOST_NAMED;
            out.println(what
                    + paths.stream().limit(MOST_NAMED).map(TerminalText::of).collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private static String headline(String end) {
        long grounded = JsonText.number(end, "grounded") + JsonText.number(end, "moved");
        String state = String.valueOf(JsonText.string(end, "state"));
        return grounded + " of " + JsonText.number(end, "findings") + " findings grounded; the audit is " + state + ".";
    }

    private static int exitCode(Options options, String end) {
        Severity failOn = options.failOn();
        boolean found = failOn != null
                && Arrays.stream(Severity.values())
                        .filter(severity -> severity.isAtLeast(failOn))
                        .anyMatch(severity -> JsonText.number(end, severity.word()) > 0);
        if (found) {
            return FOUND;
        }
        boolean whole = "completed".equals(JsonText.string(end, "state")) && JsonText.number(end, "parts_failed") == 0;
        return whole ? 0 : INCOMPLETE;
    }
}
