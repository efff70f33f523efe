package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Scanner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code ./gateway audit}. Needs nothing but a JDK and git. */
public final class AuditCommand {
    private static final int TROUBLE = 1;
    private static final int MOST_NAMED = 50;

    /** Parts from which a person at a terminal is asked. */
    private static final int LARGE = 20;

    private final Options options;
    private final GatewayClient gateway;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    private AuditCommand(Options options, @Nullable String key, PrintStream out, PrintStream err, boolean terminal) {
        this.options = options;
        this.gateway = new GatewayClient(options.gateway(), key);
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

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
            out.print(Options.usage());
            return args.isEmpty() ? TROUBLE : 0;
        }
        try {
            return new AuditCommand(Options.of(args), key, out, err, terminal).run();
        } catch (UsageException | IOException e) {
            err.println("gateway audit: " + TerminalText.of(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return TROUBLE;
    }

    private int run() throws IOException, InterruptedException {
        String attach = options.attach();
        String cancel = options.cancel();
        if (options.list()) {
            return new AuditList(gateway, out).show();
        }
        if (cancel != null) {
            return cancel(cancel);
        }
        checkFiles();
        return attach == null ? audit() : follow("/v1/audits/" + attach, Wish.of(options, null));
    }

    private void checkFiles() {
        ReportFile.check(options.out(), options.path());
        Path sarif = options.sarif();
        if (sarif != null) {
            ReportFile.check(sarif, options.path());
        }
    }

    private int audit() throws IOException, InterruptedException {
        Gathered gathered = Gathering.of(options);
        tell("Left out, since they may hold secrets (--include-secrets sends them): ", gathered.secrets());
        tell("Left out, since a link leads out of the repository: ", gathered.outside());
        if (gathered.nothing() != null) {
            out.println(TerminalText.of(gathered.nothing()));
            return 0;
        }
        String wish = Wish.of(options, gathered);
        Estimate estimate = Estimate.of(options, gathered);
        out.println(estimate.words());
        estimate.check(options);
        if (options.dryRun()) {
            out.println("Nothing was sent.");
            return 0;
        }
        if (terminal && estimate.parts() >= LARGE && !options.yes() && !isWanted(System.in)) {
            out.println("Nothing was sent.");
            return 0;
        }
        Begun begun = gateway.begin(RequestBody.of(options, gathered));
        if (begun.path().isEmpty()) {
            out.println("Nothing to audit: all files are empty, binary or generated.");
            return 0;
        }
        if (begun.attached()) {
            out.println("This material is audited already, so nothing is asked again (--new does).");
        }
        return follow(begun.path(), wish);
    }

    private boolean isWanted(InputStream in) {
        err.print("Begin? [y/N] ");
        err.flush();
        Scanner answer = new Scanner(in, java.nio.charset.StandardCharsets.UTF_8);
        return answer.hasNextLine() && answer.nextLine().strip().matches("(?i)y(es)?");
    }

    private void tell(String what, List<String> paths) {
        if (!paths.isEmpty()) {
            int more = paths.size() - MOST_NAMED;
            out.println(what
                    + paths.stream().limit(MOST_NAMED).map(TerminalText::of).collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    private int follow(String audit, String wish) throws IOException, InterruptedException {
        String id = GatewayClient.id(audit);
        out.println("Audit: " + options.gateway() + audit);
        Thread hint = new Thread(() -> err.println("\nThe audit goes on. ./gateway audit --attach " + id
                + " follows it, ./gateway audit --cancel " + id + " ends it."));
        Runtime.getRuntime().addShutdownHook(hint);
        ProgressDisplay progress = new ProgressDisplay(err, terminal);
        try {
            gateway.follow(audit, progress::show);
        } finally {
            Runtime.getRuntime().removeShutdownHook(hint);
            progress.end();
        }
        return new Outcome(options, gateway, out).report(audit, wish);
    }

    private int cancel(String id) throws InterruptedException {
        String audit = "/v1/audits/" + id;
        String state = JsonText.string(gateway.get(audit), "state");
        if ("running".equals(state) || "suspended".equals(state)) {
            gateway.delete(audit);
            out.println("The audit is cancelled. What it found so far: ./gateway audit --attach " + id);
        } else {
            out.println("The audit has ended already: it is " + TerminalText.of(String.valueOf(state)) + ".");
        }
        return 0;
    }
}
