package lakehouse.gateway.audit.command;

import java.io.PrintStream;

/** Shows how far an audit is: a bar that moves on a terminal, a line for each change elsewhere. */
final class ProgressDisplay {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private String last = "";

    ProgressDisplay(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param figures the gateway's progress figures, as JSON */
    void show(String figures) {
        long parts = JsonText.number(figures, "parts");
        long done = JsonText.number(figures, "parts_done");
        long failed = JsonText.number(figures, "parts_failed");
        String words = done + " of " + parts + " parts" + (failed > 0 ? ", " + failed + " failed" : "") + ", "
                + (JsonText.number(figures, "grounded") + JsonText.number(figures, "moved")) + " of "
                + JsonText.number(figures, "findings") + " findings grounded";
        if (words.equals(last) || parts == 0) {
            return;
        }
        last = words;
        if (terminal) {
            int filled = (int) (WIDTH * done / parts);
            // The rest of a longer line before is wiped out.
            out.print("\r[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + words + "\u001b[K");
            out.flush();
        } else {
            out.println(words);
        }
    }

    /** Ends the bar's line. */
    void end() {
        if (terminal && !last.isEmpty()) {
            out.println();
        }
    }
}
