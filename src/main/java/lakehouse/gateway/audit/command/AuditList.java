package lakehouse.gateway.audit.command;

import java.io.PrintStream;

/** Lists the caller's audits. */
final class AuditList {
    private static final String BEGIN = "{\"id\":\"audit_";

    private final GatewayClient gateway;
    private final PrintStream out;

    AuditList(GatewayClient gateway, PrintStream out) {
        this.gateway = gateway;
        this.out = out;
    }

    int show() throws InterruptedException {
        String list = gateway.get("/v1/audits");
        int at = list.indexOf(BEGIN);
        if (at < 0) {
            out.println("You have no audits.");
        }
        while (at >= 0) {
            int next = list.indexOf(BEGIN, at + 1);
            show(next < 0 ? list.substring(at) : list.substring(at, next));
            at = next;
        }
        return 0;
    }

    private void show(String audit) {
        out.println(text(audit, "id") + "  " + text(audit, "created_at") + "  " + text(audit, "state") + "  "
                + JsonText.number(audit, "parts_done") + "/" + JsonText.number(audit, "parts") + " parts  "
                + text(audit, "headline") + "  " + text(audit, "title"));
    }

    private static String text(String json, String name) {
        return TerminalText.of(String.valueOf(JsonText.string(json, name)));
    }
}
