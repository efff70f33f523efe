package lakehouse.gateway.audit.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import lakehouse.gateway.audit.grounding.Severity;

/** Writes the reports of an audit that has ended, and says how it ended. */
final class Outcome {
    private static final int FOUND = 2;
    private static final int INCOMPLETE = 3;

    private final Options options;
    private final GatewayClient gateway;
    private final PrintStream out;

    Outcome(Options options, GatewayClient gateway, PrintStream out) {
        this.options = options;
        this.gateway = gateway;
        this.out = out;
    }

    /** Gives the exit code. */
    int report(String audit, String wish) throws IOException, InterruptedException {
        ReportFile.write(options.out(), gateway.ask(audit + "/report.md", wish), options.path());
        out.println("Report: " + options.out());
        Path sarif = options.sarif();
        if (sarif != null) {
            ReportFile.write(sarif, gateway.ask(audit + "/report.sarif", wish), options.path());
            out.println("SARIF: " + sarif);
        }
        String figures = gateway.ask(audit + "/figures", wish);
        if (JsonText.number(figures, "parts_failed") > 0) {
            String error = JsonText.string(gateway.get(audit), "error");
            out.println(JsonText.number(figures, "parts_failed") + " of " + JsonText.number(figures, "parts")
                    + " parts failed. The first: " + TerminalText.of(String.valueOf(error)));
        }
        out.println(headline(figures));
        return exitCode(figures);
    }

    private static String headline(String figures) {
        StringBuilder words = new StringBuilder();
        words.append(JsonText.number(figures, "grounded")).append(" of ");
        words.append(JsonText.number(figures, "findings")).append(" findings grounded");
        for (String name : new String[] {"new", "known", "gone", "accepted", "false", "agreed", "denied"}) {
            long count = JsonText.number(figures, name);
            if (count > 0) {
                words.append(", ").append(count).append(' ').append(name);
            }
        }
        return words + "; the audit is " + TerminalText.of(String.valueOf(JsonText.string(figures, "state"))) + ".";
    }

    private int exitCode(String figures) {
        Severity failOn = options.failOn();
        boolean found = failOn != null
                && Arrays.stream(Severity.values())
                        .filter(severity -> severity.isAtLeast(failOn))
                        .anyMatch(severity -> JsonText.number(figures, severity.word()) > 0);
        if (found) {
            return FOUND;
        }
        boolean whole =
                "completed".equals(JsonText.string(figures, "state")) && JsonText.number(figures, "parts_failed") == 0;
        return whole ? 0 : INCOMPLETE;
    }
}
