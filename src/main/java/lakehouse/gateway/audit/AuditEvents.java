package lakehouse.gateway.audit;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import lakehouse.gateway.audit.report.JsonReport;
import lakehouse.gateway.audit.work.Audits;
import lakehouse.gateway.failure.GatewayException;

/**
 * The progress of an audit as server-sent events: {@code progress} at once and after each part, {@code end} when no more
 * will come. A comment now and then shows whether the client is still there and keeps proxies from cutting the connection.
 */
final class AuditEvents implements StreamingOutput {
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(10);

    private final Audits audits;
    private final String id;
    private final String owner;

    AuditEvents(Audits audits, String id, String owner) {
        this.audits = audits;
        this.id = id;
        this.owner = owner;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Long seen = -1L;
        while (true) {
            Long version = audits.await(id, seen, SILENCE);
            if (version == null) {
                event(out, "end");
                return;
            }
            if (version.equals(seen)) {
                send(out, ":\n\n");
            } else {
                event(out, "progress");
            }
            seen = version;
        }
    }

    private void event(OutputStream out, String name) throws IOException {
        try {
            String data = JsonReport.progress(audits.report(id, owner)).toString();
            send(out, "event: " + name + "\ndata: " + data + "\n\n");
        } catch (GatewayException e) {
            // Deleted meanwhile.
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
