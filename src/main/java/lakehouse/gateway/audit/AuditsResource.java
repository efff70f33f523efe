package lakehouse.gateway.audit;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import lakehouse.gateway.audit.report.JsonReport;
import lakehouse.gateway.audit.work.Audits;
import lakehouse.gateway.ledger.Call;
import lakehouse.gateway.threads.CallExecutor;

/** {@code POST /v1/audits}: has code audited. Answers before the work is done. */
@Path("/v1/audits")
@RequestScoped
public class AuditsResource {
    @Inject
    Audits audits;

    @Inject
    CallExecutor executor;

    /** Answers 202 with the audit's address in {@code Location}. */
    @POST
    public void create(InputStream body, @Context HttpServletRequest request, @Suspended AsyncResponse response) {
        String owner = Call.of(request).caller();
        executor.execute(() -> {
            try {
                String id = audits.create(body, owner);
                response.resume(Response.accepted(
                                JsonReport.of(audits.report(id, owner)).toString())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .location(URI.create("v1/audits/" + id))
                        .build());
            } catch (IOException | RuntimeException e) {
                response.resume(e);
            }
        });
    }
}
